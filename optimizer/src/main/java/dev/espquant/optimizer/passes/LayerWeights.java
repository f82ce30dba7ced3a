package dev.espquant.optimizer.passes;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.stream.LongStream;

/**
 * Which input and which output channel each weight of a convolution joins: weights are {@code [outputs, inputs/group, ...]} for Conv and {@code
 * [inputs, outputs/group, ...]} for ConvTranspose.
 */
public final class LayerWeights {
    private final Tensor weights;
    private final boolean transposed;
    private final int group;
    private final int second;
    private final int perPair;

    private LayerWeights(Tensor weights, boolean transposed, int group) {
        this.weights = weights;
        this.transposed = transposed;
        this.group = group;
        this.second = (int) weights.size(1);
        this.perPair = (int) LongStream.of(weights.sizes()).skip(2).reduce(1, (a, b) -> a * b);
    }

    /** The float32 weights of a Conv or ConvTranspose. */
    public static LayerWeights of(Node layer, Tensor weights) {
        return new LayerWeights(weights, layer.is("ConvTranspose"), (int) layer.intAttribute("group", 1));
    }

    public int inputs() {
        return transposed ? (int) weights.size(0) : second * group;
    }

    public int outputs() {
        return transposed ? second * group : (int) weights.size(0);
    }

    public Tensor scaledPerInput(double[] factors) {
        return scaled(factors, !transposed);
    }

    public Tensor scaledPerOutput(double[] factors) {
        return scaled(factors, transposed);
    }

    /** For each output channel the sum of its weights, each times the number of its input channel: what a constant input adds to the output. */
    public double[] sumPerOutput(double[] perInput) {
        double[] sums = new double[outputs()];
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            sums[transposed ? other(i) : first(i)] += values[i] * perInput[transposed ? first(i) : other(i)];
        }
        return sums;
    }

    private Tensor scaled(double[] factors, boolean bySecondAxis) {
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factors[bySecondAxis ? other(i) : first(i)]);
        }
        return Tensor.ofFloats(weights.sizes(), values);
    }

    private int first(int index) {
        return index / perPair / second;
    }

    /** The channel on the second axis, counted through all groups. */
    private int other(int index) {
        int perGroup = (int) weights.size(0) / group;
        return first(index) / perGroup * second + index / perPair % second;
    }
}
