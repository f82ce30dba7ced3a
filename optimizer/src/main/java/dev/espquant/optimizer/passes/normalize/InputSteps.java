package dev.espquant.optimizer.passes.normalize;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.PerChannel;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Arithmetic with a constant as the normalization that it is. */
final class InputSteps {
    private InputSteps() {}

    /**
     * The normalization that a node applies to a value; empty for other operators, constants that vary along several axes or make the value
     * larger, and factors that float32 cannot invert.
     */
    static Optional<InputNormalization> of(Graph graph, Node node, String value) {
        boolean known = node.domain().isEmpty()
                && node.inputs().size() == 2
                && node.attribute("broadcast").isEmpty();
        boolean first = known && node.inputs().get(0).equals(value);
        boolean swapped = known && (node.is("Add") || node.is("Mul"));
        if (!first && !swapped) {
            return Optional.empty();
        }
        Optional<Shape> shape = graph.shape(value);
        Optional<Tensor> constant = graph.initializer(node.inputs().get(first ? 1 : 0));
        if (constant.isEmpty() || shape.isEmpty() || !shape.equals(graph.shape(node.output()))) {
            return Optional.empty();
        }
        return axis(constant.get(), shape.get()).flatMap(axis -> of(node, constant.get(), axis));
    }

    private static Optional<InputNormalization> of(Node node, Tensor constant, int axis) {
        double[] values = constant.toDoubles();
        double[] factors = DoubleStream.of(values)
                .map(v -> node.is("Mul") ? v : node.is("Div") ? 1 / v : 1)
                .toArray();
        double[] offsets = DoubleStream.of(values)
                .map(v -> node.is("Add") ? v : node.is("Sub") ? -v : 0)
                .toArray();
        boolean affine = node.is("Mul") || node.is("Div") || node.is("Add") || node.is("Sub");
        double[] means = new double[values.length];
        double[] stds = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            stds[c] = 1 / factors[c];
            means[c] = offsets[c] == 0 ? 0 : -offsets[c] / factors[c];
            affine &= Float.isFinite((float) factors[c])
                    && Float.isFinite((float) stds[c])
                    && Float.isFinite((float) means[c]);
        }
        return affine
                ? Optional.of(new InputNormalization(
                        axis, ImmutableDoubleArray.copyOf(means), ImmutableDoubleArray.copyOf(stds)))
                : Optional.empty();
    }

    /** The axis along which a constant varies, 1 if along none; empty if along several or along the batch. */
    private static Optional<Integer> axis(Tensor constant, Shape shape) {
        if (!PerChannel.isFloat(constant) || constant.elementCount() == 0 || constant.rank() > shape.rank()) {
            return Optional.empty();
        }
        int axis = 1;
        int varying = 0;
        for (int i = 0; i < constant.rank(); i++) {
            if (constant.size(i) != 1) {
                axis = shape.rank() - constant.rank() + i;
                varying++;
            }
        }
        return varying <= 1 && axis > 0 ? Optional.of(axis) : Optional.empty();
    }
}
