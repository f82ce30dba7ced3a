package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.calibrator.scan.Scans;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import java.util.Optional;

/**
 * Finds the smallest exponent at which no more than a share of all values lies beyond the integers.
 *
 * <p>Magnitudes are counted by the first 15 bits of their float32 pattern: eight of exponent, seven of mantissa. The bins are 0.4 to 0.8 % wide
 * and need no range beforehand. The largest int8 magnitude times a power of two is the upper edge of a bin, so the exponent is exact, not only
 * as exact as the bins.
 *
 * <p>Only the largest values decide. What the observer sees first, it counts all; then it sets a limit below which it only counts that there was
 * something, and raises it as more comes in. Should too few values turn out to lie above the limit, a second pass counts all of them.
 */
final class PercentileObserver implements Observer {
    /** Bits of the pattern that bins do not tell apart. */
    private static final int DROPPED = 16;

    private static final int BELOW_ONE_BIN = (1 << DROPPED) - 1;
    private static final int BINS = (Float.floatToIntBits(Float.POSITIVE_INFINITY) >>> DROPPED) + 1;

    /** Values after which the limit is set; it is raised each time they have doubled. */
    private static final long FIRST = 1 << 16;

    /** How many times more values than may saturate lie above the limit: the first may come from the edge of a picture and be smaller. */
    private static final double FIRST_MARGIN = 1000;

    private static final double MARGIN = 100;

    /** From here on the smaller margin will do. */
    private static final long MANY = 1 << 20;

    private final BitWidth bits;
    private final double ignored;
    private final boolean limits;
    private final long[] counts = new long[BINS];
    private final BinScratch scratch = new BinScratch();
    private ValueRange range = ValueRange.EMPTY;
    /** Pattern of the largest magnitude that is not counted any more; -1 if all are. */
    private int limit = -1;

    private long nextLimit = FIRST;

    /**
     * @param ignored share of the largest magnitudes that may saturate
     * @param limits whether to look at the largest values only
     */
    PercentileObserver(BitWidth bits, double ignored, boolean limits) {
        this.bits = bits;
        this.ignored = ignored;
        this.limits = limits;
    }

    @Override
    public void observe(Observation piece) {
        range = range.merge(piece.range());
        int[] patterns = scratch.room(piece.count());
        int found = Scans.best().above(piece.values(), piece.count(), limit, patterns);
        for (int i = 0; i < found; i++) {
            counts[bin(patterns[i])]++;
        }
        if (limits && range.count() >= nextLimit) {
            double margin = range.count() < MANY ? FIRST_MARGIN : MARGIN;
            limit = Math.max(limit, edge(binBeyondWhich((long) (range.count() * ignored * margin))));
            nextLimit = 2 * range.count();
        }
    }

    /** The first bin whose upper edge is not smaller than a magnitude. */
    private static int bin(int pattern) {
        return (pattern + BELOW_ONE_BIN) >>> DROPPED;
    }

    /** The pattern of the largest magnitude of a bin. */
    private static int edge(int bin) {
        return bin << DROPPED;
    }

    /** The first bin beyond which no more values than that were counted. */
    private int binBeyondWhich(long allowed) {
        int bin = BINS - 1;
        for (long beyond = counts[bin]; bin > 0 && beyond <= allowed; beyond += counts[bin]) {
            bin--;
        }
        return bin;
    }

    @Override
    public Observer merge(Observer other) {
        PercentileObserver that = (PercentileObserver) other;
        range = range.merge(that.range);
        limit = Math.max(limit, that.limit);
        for (int i = 0; i < BINS; i++) {
            counts[i] += that.counts[i];
        }
        return this;
    }

    /** Another pass if the limit hides what decides. */
    @Override
    public Optional<Observer> nextPass() {
        return limit >= 0 && edge(decidingBin()) <= limit
                ? Optional.of(new PercentileObserver(bits, ignored, /* limits= */ false))
                : Optional.empty();
    }

    private int decidingBin() {
        return binBeyondWhich((long) (range.count() * ignored));
    }

    @Override
    public Estimate estimate() {
        double threshold = Math.min(Float.intBitsToFloat(edge(decidingBin())), range.maxMagnitude());
        if (threshold > 0) {
            return Estimate.of(Exponents.ceilLog2(threshold / bits.max()), threshold)
                    .withShareBeyond(ignored);
        }
        Estimate byRange = RangeObserver.estimate(range, bits);
        return byRange.exponent().isEmpty()
                ? byRange
                : byRange.withWarning("almost all of its values are zero; the exponent is that of the method minmax");
    }
}
