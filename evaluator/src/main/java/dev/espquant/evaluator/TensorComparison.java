package dev.espquant.evaluator;

import dev.espquant.quant.BitWidth;
import java.util.function.IntToDoubleFunction;

/**
 * How close a tensor's integers come to its float values, over all samples.
 *
 * @param elements compared
 * @param sqnrDecibels signal to quantization noise, 10 log10(sum x^2 / sum (x - y)^2); infinite without noise, NaN if nothing but zeros or
 *     non-numbers was seen
 * @param cosine of the angle between both, 1 if they point the same way; NaN if one is all zero and the other is not
 * @param maxError largest |x - y|
 * @param saturatedShare share of the integers at the end of the range, from 0 to 1
 * @param min smallest integer
 * @param max largest integer
 * @param rangeUsed share of the integer range up to the largest magnitude, from 0 to 1: 0.5 means that one bit lies idle
 */
public record TensorComparison(
        long elements,
        double sqnrDecibels,
        double cosine,
        double maxError,
        double saturatedShare,
        int min,
        int max,
        double rangeUsed) {

    /**
     * Collects one tensor, sample by sample. The result does not depend on the order of the samples, nor on how they are spread over
     * accumulators that are merged: sums within a sample run in the order of its elements, sums of samples are exact.
     */
    public static final class Accumulator {
        private final BitWidth bits;
        private final double scale;
        private final ExactSum signal = new ExactSum();
        private final ExactSum noise = new ExactSum();
        private final ExactSum product = new ExactSum();
        private final ExactSum energy = new ExactSum();
        private long elements;
        private long saturated;
        private double maxError;
        private int min = Integer.MAX_VALUE;
        private int max = Integer.MIN_VALUE;

        /**
         * An empty accumulator.
         *
         * @param exponent of the integers: real = integer * 2^exponent
         */
        public Accumulator(BitWidth bits, int exponent) {
            this.bits = bits;
            this.scale = Math.scalb(1.0, exponent);
        }

        /** Adds exactly one sample: {@code count} elements of both arrays from {@code from} on. */
        public void addSample(float[] floats, int[] integers, int from, int count) {
            addErrors(floats, i -> integers[i] * scale, from, count);
            addRange(integers, from, count);
        }

        /** Adds samples of a value that the quantized model gives as real numbers; no integers are counted. */
        public void addReals(float[] floats, float[] reals, int samples) {
            int length = floats.length / samples;
            for (int i = 0; i < samples; i++) {
                addErrors(floats, at -> reals[at], i * length, length);
            }
            min = 0;
            max = 0;
        }

        private void addErrors(float[] floats, IntToDoubleFunction real, int from, int count) {
            double xx = 0;
            double ee = 0;
            double xy = 0;
            double yy = 0;
            for (int i = from; i < from + count; i++) {
                double x = floats[i];
                double y = real.applyAsDouble(i);
                double e = x - y;
                xx += x * x;
                ee += e * e;
                xy += x * y;
                yy += y * y;
                maxError = Math.max(maxError, Math.abs(e));
            }
            signal.add(xx);
            noise.add(ee);
            product.add(xy);
            energy.add(yy);
            elements += count;
        }

        /** Whether nothing was added yet. */
        public boolean isEmpty() {
            return elements == 0;
        }

        /** Adds {@code samples} samples that lie one behind the other. */
        public void addBatch(float[] floats, int[] integers, int samples) {
            int length = floats.length / samples;
            for (int i = 0; i < samples; i++) {
                addSample(floats, integers, i * length, length);
            }
        }

        private void addRange(int[] integers, int from, int count) {
            int low = min;
            int high = max;
            int atEnd = 0;
            for (int i = from; i < from + count; i++) {
                int q = integers[i];
                low = Math.min(low, q);
                high = Math.max(high, q);
                atEnd += q <= bits.min() || q >= bits.max() ? 1 : 0;
            }
            min = low;
            max = high;
            saturated += atEnd;
        }

        /** Takes over what another accumulator of the same tensor has seen. */
        public void merge(Accumulator other) {
            signal.merge(other.signal);
            noise.merge(other.noise);
            product.merge(other.product);
            energy.merge(other.energy);
            elements += other.elements;
            saturated += other.saturated;
            maxError = Math.max(maxError, other.maxError);
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
        }

        /** What was found so far; {@link IllegalStateException} before the first element. */
        public TensorComparison result() {
            if (elements == 0) {
                throw new IllegalStateException("nothing was compared yet");
            }
            double used = Math.max((double) max / bits.max(), (double) min / bits.min());
            return new TensorComparison(
                    elements,
                    10 * StrictMath.log10(signal.value() / noise.value()),
                    cosine(),
                    maxError,
                    (double) saturated / elements,
                    min,
                    max,
                    used);
        }

        private double cosine() {
            double both = Math.sqrt(signal.value() * energy.value());
            boolean bothZero = signal.value() == 0 && energy.value() == 0;
            return bothZero ? 1 : Math.max(-1, Math.min(1, product.value() / both));
        }
    }
}
