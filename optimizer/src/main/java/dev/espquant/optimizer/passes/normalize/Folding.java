package dev.espquant.optimizer.passes.normalize;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.constants.ConstantCall;
import dev.espquant.optimizer.constants.ConstantOperators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The constants of a graph while its nodes are folded, producers first. */
final class Folding {
    /** Operators whose results are no larger than a small multiple of their operands, so that sizes need not be known before. */
    private static final ImmutableSet<String> SMALL_RESULTS = ImmutableSet.of("Compress", "NonZero", "Unique");

    private final Graph inferred;
    private final Map<String, Tensor> known;
    private final PassContext context;
    private final ConstantOperators operators = new ConstantOperators();
    private final Map<String, Tensor> constants;

    /**
     * Starts with the constants that a graph has.
     *
     * @param inferred the graph with its types
     * @param known values that shape inference knows
     */
    Folding(Graph graph, Graph inferred, Map<String, Tensor> known, PassContext context) {
        this.inferred = inferred;
        this.known = known;
        this.context = context;
        this.constants = new LinkedHashMap<>(graph.initializers());
    }

    /** All constants: those that were there, and those that were made. */
    Map<String, Tensor> constants() {
        return constants;
    }

    /** Makes the outputs of a node constants, if they can be computed and are small enough. */
    boolean fold(Node node) {
        List<Tensor> results = node.outputs().stream().allMatch(known::containsKey)
                ? node.outputs().stream().map(known::get).toList()
                : evaluate(node);
        boolean folds = results.size() == node.outputs().size()
                && !results.isEmpty()
                && results.stream().allMatch(t -> t.bytes().remaining() <= context.maxConstantBytes());
        for (int i = 0; folds && i < results.size(); i++) {
            constants.put(node.outputs().get(i), results.get(i));
        }
        return folds;
    }

    private List<Tensor> evaluate(Node node) {
        List<Optional<Tensor>> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor constant = constants.get(input);
            if (constant == null && !input.isEmpty()) {
                return List.of();
            }
            inputs.add(Optional.ofNullable(constant));
        }
        ImmutableList<TensorType> types = node.outputs().stream()
                .flatMap(o -> inferred.tensorType(o).stream())
                .collect(ImmutableList.toImmutableList());
        if (inputs.isEmpty() || types.size() < node.outputs().size() || !areSmall(node, types)) {
            return List.of();
        }
        ConstantCall call = new ConstantCall(node, ImmutableList.copyOf(inputs), types, context.opset());
        List<Tensor> results = operators.evaluate(call);
        return results.isEmpty() ? context.evaluator().evaluate(call) : results;
    }

    private boolean areSmall(Node node, List<TensorType> types) {
        return types.stream().allMatch(t -> t.elementType().isPresent())
                && (SMALL_RESULTS.contains(node.opType()) || types.stream().allMatch(this::isSmall));
    }

    private boolean isSmall(TensorType type) {
        int bits = type.elementType().orElseThrow().bits();
        return bits > 0
                && type.shape()
                        .filter(Shape::isStatic)
                        .filter(s -> s.elementCount() <= context.maxConstantBytes() * 8 / bits)
                        .isPresent();
    }
}
