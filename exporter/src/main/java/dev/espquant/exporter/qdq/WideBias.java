package dev.espquant.exporter.qdq;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Biases as ONNX's integer layers want them: int32 at the exponent of the sums, which is the input's plus the weights'.
 *
 * @param integers one per output channel
 * @param exponents one, or one per channel
 */
record WideBias(Tensor integers, ImmutableIntArray exponents) {

    /** Shifts biases without loss; empty where they do not fit. */
    static Optional<WideBias> of(QuantizedTensor stored, int[] sums) {
        long[] values = stored.integers().toLongs();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int channel = 0; channel < values.length; channel++) {
            int sum = sums[sums.length == 1 ? 0 : channel];
            double shifted =
                    Math.scalb((double) values[channel], stored.parameters().exponent(channel) - sum);
            int integer = (int) shifted;
            if (integer != shifted) {
                return Optional.empty();
            }
            bytes.putInt(integer);
        }
        Tensor integers = Tensor.ofBytes(DataType.INT32, new long[] {values.length}, bytes.flip());
        return Optional.of(new WideBias(integers, ImmutableIntArray.copyOf(sums)));
    }

    /** Real biases, rounded to the nearest integer at the exponent of the sums, as ESP-DL 3.x has them; saturated. */
    static WideBias rounded(float[] reals, int[] sums) {
        ByteBuffer bytes = ByteBuffer.allocate(reals.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int channel = 0; channel < reals.length; channel++) {
            int sum = sums[sums.length == 1 ? 0 : channel];
            bytes.putInt((int) Math.rint(Math.scalb((double) reals[channel], -sum)));
        }
        Tensor integers = Tensor.ofBytes(DataType.INT32, new long[] {reals.length}, bytes.flip());
        return new WideBias(integers, ImmutableIntArray.copyOf(sums));
    }

    /** What stored biases stand for, as float32, which holds them exactly. */
    static Tensor reals(QuantizedTensor stored) {
        long[] values = stored.integers().toLongs();
        float[] reals = new float[values.length];
        for (int channel = 0; channel < reals.length; channel++) {
            reals[channel] =
                    Math.scalb((float) values[channel], stored.parameters().exponent(channel));
        }
        return Tensor.ofFloats(new long[] {reals.length}, reals);
    }
}
