package dev.espquant.calibrator.scan.simd;

import dev.espquant.calibrator.scan.EqualWidthBins;
import dev.espquant.calibrator.scan.Scans;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Bodies in the widest vectors of the machine. */
public final class VectorScans extends Scans {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /** Added to a float of magnitude below 2^22, it rounds it to the nearest integer, which is then in the low bits of the pattern. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_PATTERN = Float.floatToRawIntBits(ROUNDER);

    /** How near to an edge, in bins, an estimate in float32 may be wrong, for one bin. See {@link #equalWidthBins}. */
    private static final float UNCERTAIN = 0x1p-21f;

    /** Beyond, most estimates would be uncertain. */
    private static final int MOST_BINS = 1 << 14;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    /** By integers that have the order of the floats: float minima and maxima take several instructions because of NaN. */
    @Override
    public void range(float[] values, int count, float[] range) {
        IntVector mins = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector maxs = IntVector.broadcast(INTS, Integer.MIN_VALUE);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            IntVector pattern = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector ordered = pattern.lanewise(
                    VectorOperators.XOR,
                    pattern.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.AND, Integer.MAX_VALUE));
            mins = mins.min(ordered);
            maxs = maxs.max(ordered);
        }
        int min = mins.reduceLanes(VectorOperators.MIN);
        int max = maxs.reduceLanes(VectorOperators.MAX);
        for (int i = whole; i < count; i++) {
            int ordered = ordered(Float.floatToRawIntBits(values[i]));
            min = Math.min(min, ordered);
            max = Math.max(max, ordered);
        }
        range[0] = count == 0 ? Float.POSITIVE_INFINITY : Float.intBitsToFloat(ordered(min)) + 0f;
        range[1] = count == 0 ? Float.NEGATIVE_INFINITY : Float.intBitsToFloat(ordered(max)) + 0f;
        if (Float.isNaN(range[0] + range[1]) && (Float.isNaN(range[0]) || Float.isNaN(range[1]))) {
            range[0] = Float.NaN;
            range[1] = Float.NaN;
        }
    }

    /** Integers in the order of the floats, and back. */
    private static int ordered(int pattern) {
        return pattern ^ ((pattern >> 31) & Integer.MAX_VALUE);
    }

    @Override
    public float smallestMagnitude(float[] values, int count) {
        IntVector smallest = IntVector.broadcast(INTS, Float.floatToRawIntBits(Float.POSITIVE_INFINITY));
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            smallest = smallest.min(magnitudes(values, i));
        }
        return Math.min(Float.intBitsToFloat(smallest.reduceLanes(VectorOperators.MIN)), rest(values, whole, count));
    }

    private static float rest(float[] values, int from, int count) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int i = from; i < count; i++) {
            smallest = Math.min(smallest, Math.abs(values[i]));
        }
        return smallest;
    }

    @Override
    public int zeros(float[] values, int count) {
        int zeros = 0;
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            zeros += magnitudes(values, i).compare(VectorOperators.EQ, 0).trueCount();
        }
        for (int i = whole; i < count; i++) {
            zeros += values[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static IntVector magnitudes(float[] values, int at) {
        return FloatVector.fromArray(FLOATS, values, at)
                .reinterpretAsInts()
                .lanewise(VectorOperators.AND, Integer.MAX_VALUE);
    }

    @Override
    public int beyond(float[] values, int count, float limit) {
        int whole = FLOATS.loopBound(count);
        int found = limit < 0 ? smaller(values, whole, limit) : larger(values, whole, limit);
        for (int i = whole; i < count; i++) {
            found += isBeyond(values[i], limit) ? 1 : 0;
        }
        return found;
    }

    /** The comparison must be a constant of the code for vector instructions to come out. */
    private static int larger(float[] values, int whole, float limit) {
        int found = 0;
        for (int i = 0; i < whole; i += LANES) {
            found += FloatVector.fromArray(FLOATS, values, i)
                    .compare(VectorOperators.GT, limit)
                    .trueCount();
        }
        return found;
    }

    private static int smaller(float[] values, int whole, float limit) {
        int found = 0;
        for (int i = 0; i < whole; i += LANES) {
            found += FloatVector.fromArray(FLOATS, values, i)
                    .compare(VectorOperators.LT, limit)
                    .trueCount();
        }
        return found;
    }

    @Override
    public int above(float[] values, int count, int limit, int[] patterns) {
        int found = 0;
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            if (magnitudes(values, i).compare(VectorOperators.GT, limit).anyTrue()) {
                found = above(values, i, i + LANES, limit, patterns, found);
            }
        }
        return above(values, whole, count, limit, patterns, found);
    }

    private static int above(float[] values, int from, int to, int limit, int[] patterns, int before) {
        int found = before;
        for (int i = from; i < to; i++) {
            int pattern = pattern(values[i]);
            if (pattern > limit) {
                patterns[found++] = pattern;
            }
        }
        return found;
    }

    private static int pattern(float value) {
        return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
    }

    /** The same steps in float32; what is cut off is found by rounding and going back by one where that went up. */
    @Override
    public void magnitudeBins(float[] values, int count, float max, int bins, int[] result) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector place =
                    magnitudes(values, i).reinterpretAsFloats().mul(bins).div(max);
            FloatVector rounded = place.add(ROUNDER).sub(ROUNDER);
            FloatVector cut = rounded.sub(1, rounded.compare(VectorOperators.GT, place));
            IntVector bin = cut.add(ROUNDER).reinterpretAsInts().sub(ROUNDER_PATTERN);
            bin.min(bins - 1).intoArray(result, i);
        }
        for (int i = whole; i < count; i++) {
            result[i] = Math.min((int) (Math.abs(values[i]) * bins / max), bins - 1);
        }
    }

    /**
     * Estimates in float32, and exactly where the estimate is near an edge. In bins, with n of them: {@code value - first}, the factor, the
     * product and the step of one half each round by up to {@code n * 2^-24}, an edge by half as much; together less than the
     * {@code n * 2^-21} within which an estimate does not count.
     */
    @Override
    public void equalWidthBins(float[] values, int count, EqualWidthBins bins, int[] result) {
        float factor = (float) (1 / bins.width());
        boolean overflows = bins.width() * bins.count() > Float.MAX_VALUE;
        if (bins.count() > MOST_BINS || overflows || !Float.isFinite(factor) || factor < Float.MIN_NORMAL) {
            super.equalWidthBins(values, count, bins, result);
            return;
        }
        float near = bins.count() * UNCERTAIN;
        float[] distances = new float[LANES];
        float first = bins.first();
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector place =
                    FloatVector.fromArray(FLOATS, values, i).sub(first).mul(factor);
            FloatVector sum = place.sub(0.5f).add(ROUNDER);
            sum.reinterpretAsInts().sub(ROUNDER_PATTERN).intoArray(result, i);
            FloatVector within = place.sub(sum.sub(ROUNDER));
            FloatVector fromMiddle = within.sub(0.5f).abs();
            // The lower edge itself, which zeros behind a Relu are, is certain.
            if (fromMiddle
                    .compare(VectorOperators.GT, 0.5f - near)
                    .and(place.compare(VectorOperators.NE, 0))
                    .anyTrue()) {
                fromMiddle.intoArray(distances, 0);
                for (int lane = 0; lane < LANES; lane++) {
                    if (distances[lane] > 0.5f - near) {
                        result[i + lane] = bins.of(values[i + lane]);
                    }
                }
            }
        }
        for (int i = whole; i < count; i++) {
            result[i] = bins.of(values[i]);
        }
    }
}
