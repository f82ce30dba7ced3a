package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;

/**
 * Finds the smallest exponent at which no more than a share of all values lies beyond the integers, in one pass.
 *
 * <p>Magnitudes are counted by the first 15 bits of their float32 pattern: eight of exponent, seven of mantissa. The bins are 0.4 to 0.8 % wide
 * and need no range beforehand. The largest int8 magnitude times a power of two is the upper edge of a bin, so the exponent is exact, not only
 * as exact as the bins.
 */
final class PercentileObserver implements Observer {
    /** Bits of the pattern that bins do not tell apart. */
    private static final int DROPPED = 16;

    private static final int BELOW_ONE_BIN = (1 << DROPPED) - 1;
    private static final int BINS = (Float.floatToIntBits(Float.POSITIVE_INFINITY) >>> DROPPED) + 1;

    private final BitWidth bits;
    private final double ignored;
    private final Counts counts = new Counts(BINS);
    private ValueRange range = ValueRange.EMPTY;

    /**
     * @param ignored share of the largest magnitudes that may saturate
     */
    PercentileObserver(BitWidth bits, double ignored) {
        this.bits = bits;
        this.ignored = ignored;
    }

    @Override
    public void observe(Observation piece) {
        range = range.merge(piece.range());
        count(piece.values(), piece.count(), counts.room(piece.count()));
    }

    /** A magnitude belongs to the first bin whose upper edge is not smaller. */
    private static void count(float[] values, int count, int[] cells) {
        for (int i = 0; i < count; i++) {
            int magnitude = Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE;
            cells[(magnitude + BELOW_ONE_BIN) >>> DROPPED]++;
        }
    }

    @Override
    public Observer merge(Observer other) {
        PercentileObserver that = (PercentileObserver) other;
        range = range.merge(that.range);
        counts.add(that.counts);
        return this;
    }

    @Override
    public Estimate estimate() {
        double threshold = Math.min(threshold(), range.maxMagnitude());
        if (threshold > 0) {
            return Estimate.of(Exponents.ceilLog2(threshold / bits.max()), threshold)
                    .withShareBeyond(ignored);
        }
        Estimate byRange = RangeObserver.estimate(range, bits);
        return byRange.exponent().isEmpty()
                ? byRange
                : byRange.withWarning("almost all of its values are zero; the exponent is that of the method minmax");
    }

    /** The upper edge of the first bin beyond which there are no more values than may saturate. */
    private double threshold() {
        long[] total = counts.total();
        long allowed = (long) (range.count() * ignored);
        int bin = BINS - 1;
        for (long beyond = total[bin]; bin > 0 && beyond <= allowed; beyond += total[bin]) {
            bin--;
        }
        return Float.intBitsToFloat(bin << DROPPED);
    }
}
