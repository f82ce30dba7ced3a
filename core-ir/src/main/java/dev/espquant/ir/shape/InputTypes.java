package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins the inputs that a model declares with the shapes that a caller gives for them. */
final class InputTypes {
    private InputTypes() {}

    /** Collects the symbols that the given shapes decide; {@link GraphException} where a shape does not fit the declared one. */
    static SymbolBinding bind(Graph graph, Map<String, Shape> given) {
        List<String> names = graph.inputs().stream().map(ValueInfo::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw GraphException.because("a shape is given for this input, but the model has no such input")
                        .value(name)
                        .fix(Names.suggestion(name, names))
                        .buildInvalidRequest();
            }
        }
        SymbolBinding binding = new SymbolBinding();
        for (ValueInfo input : graph.inputs()) {
            Shape shape = given.get(input.name());
            if (shape != null) {
                bind(binding, input, shape);
            }
        }
        return binding;
    }

    /** The declared inputs with bound symbols replaced and what was left open taken from the given shapes. */
    static ImmutableList<ValueInfo> join(Graph graph, Map<String, Shape> given, SymbolBinding binding) {
        ImmutableList.Builder<ValueInfo> joined = ImmutableList.builder();
        for (ValueInfo input : graph.inputs()) {
            ValueInfo bound = input.withType(binding.apply(input.type()));
            Shape shape = given.get(input.name());
            joined.add(shape == null ? bound : bound.withType(refine((TensorType) bound.type(), shape)));
        }
        return joined.build();
    }

    private static TensorType refine(TensorType declared, Shape given) {
        return new TensorType(
                declared.elementType(),
                declared.shape().flatMap(s -> Dimensions.merge(s, given)).or(() -> Optional.of(given)));
    }

    private static void bind(SymbolBinding binding, ValueInfo input, Shape given) {
        if (!(input.type() instanceof TensorType type)) {
            throw mismatch(input, given, "only tensors have shapes");
        }
        if (type.shape().isEmpty()) {
            return;
        }
        Shape declared = type.shape().get();
        if (Dimensions.merge(declared, given).isEmpty()) {
            throw mismatch(input, given, "only sizes that the model leaves open can be chosen");
        }
        for (int axis = 0; axis < declared.rank(); axis++) {
            Dimension chosen = given.dimension(axis);
            if (declared.dimension(axis) instanceof Dimension.Symbolic symbol
                    && Dimensions.isKnown(chosen)
                    && !binding.bind(symbol.name(), chosen)) {
                throw mismatch(input, given, "the size '" + symbol.name() + "' has another value in another input");
            }
        }
    }

    private static GraphException mismatch(ValueInfo input, Shape given, String rule) {
        return GraphException.because(
                        "the shape " + given + " does not fit the declared input " + input.type() + ": " + rule)
                .value(input.name())
                .fix("give a shape that fits, or export the model again with this size left open")
                .buildInvalidRequest();
    }
}
