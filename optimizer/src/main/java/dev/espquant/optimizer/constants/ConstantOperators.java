package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Tensor;
import java.util.List;
import java.util.Optional;

/** The operators that are computed here, on whole bytes, and equally on every machine. Each group is a class of its own. */
public final class ConstantOperators implements NodeEvaluator {
    private static final ImmutableMap<String, ConstantOperator> TABLE = ImmutableMap.<String, ConstantOperator>builder()
            .putAll(UnaryOperators.table())
            .putAll(BinaryOperators.table())
            .putAll(MovementOperators.table())
            .putAll(IndexOperators.table())
            .putAll(ReductionOperators.table())
            .putAll(MatrixOperators.table())
            .put("Cast", CastOperator::compute)
            .buildOrThrow();

    /** The names of all operators in the table. */
    public static ImmutableSet<String> names() {
        return TABLE.keySet();
    }

    /** Empty too for nodes that break their operator's rules: what they compute is nobody's guess. */
    @Override
    public List<Tensor> evaluate(ConstantCall call) {
        try {
            return compute(call);
        } catch (RuntimeException malformed) {
            return List.of();
        }
    }

    private static List<Tensor> compute(ConstantCall call) {
        if (call.node().is("Split")) {
            return SplitOperator.compute(call);
        }
        ConstantOperator operator =
                call.node().domain().isEmpty() ? TABLE.get(call.node().opType()) : null;
        boolean isPlain = call.outputs().size() == 1
                && call.inputs().stream().flatMap(Optional::stream).allMatch(ConstantOperators::hasWholeBytes)
                && call.inputs().stream().anyMatch(Optional::isPresent)
                && call.node().attribute("broadcast").isEmpty();
        return operator != null && isPlain
                ? operator.compute(call).map(List::of).orElse(List.of())
                : List.of();
    }

    static boolean hasWholeBytes(Tensor tensor) {
        return tensor.type().bits() > 0 && tensor.type().bits() % 8 == 0;
    }
}
