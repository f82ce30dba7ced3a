package dev.espquant.optimizer.passes;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Arithmetic on the weights of a layer, channel by channel. Everything is computed in double precision and rounded once to float32, so that the
 * order in which passes fold things into weights hardly shows.
 */
public final class PerChannel {
    private PerChannel() {}

    /**
     * A constant seen as one number per channel of a tensor that it broadcasts to without making it larger.
     *
     * @param constant a float32 constant, such as {@code [C,1,1]} or a scalar
     * @param rank the rank of the other operand
     * @param axis the channel axis of the other operand
     * @param channels the number of channels
     * @return one number per channel; empty if the constant varies along another axis or has another number of channels
     */
    public static Optional<double[]> ofBroadcast(Tensor constant, int rank, int axis, long channels) {
        if (constant.type() != DataType.FLOAT || constant.rank() > rank) {
            return Optional.empty();
        }
        long[] sizes = constant.sizes();
        int offset = rank - sizes.length;
        for (int i = 0; i < sizes.length; i++) {
            boolean fits = sizes[i] == 1 || (i + offset == axis && sizes[i] == channels);
            if (!fits) {
                return Optional.empty();
            }
        }
        double[] values = constant.toDoubles();
        if (values.length == 1) {
            double[] repeated = new double[Math.toIntExact(channels)];
            Arrays.fill(repeated, values[0]);
            return Optional.of(repeated);
        }
        return values.length == channels ? Optional.of(values) : Optional.empty();
    }

    /** Multiplies a float32 tensor by one factor per index of an axis. */
    public static Tensor scaled(Tensor tensor, int axis, double[] factors) {
        float[] values = tensor.toFloats();
        int inner = 1;
        for (int i = axis + 1; i < tensor.rank(); i++) {
            inner *= (int) tensor.size(i);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factors[i / inner % factors.length]);
        }
        return Tensor.ofFloats(tensor.sizes(), values);
    }

    /** A one-dimensional float32 tensor. */
    public static Tensor vector(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return Tensor.ofFloats(new long[] {values.length}, rounded);
    }

    /** A factor of 1 for every channel. */
    public static double[] ones(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Two lists of numbers, added up. */
    public static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** A bias, zeros if there is none, with numbers added to it. */
    public static Tensor sum(Optional<Tensor> bias, double[] added) {
        return vector(bias.map(b -> sum(b.toDoubles(), added)).orElse(added));
    }

    /** Whether rounding to float32 makes neither infinities nor NaNs. */
    public static boolean isFinite(Tensor tensor) {
        for (double value : tensor.toDoubles()) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a constant is float32, the only element type in which weights are folded. */
    public static boolean isFloat(Tensor tensor) {
        return tensor.type() == DataType.FLOAT;
    }
}
