package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import java.util.Optional;

/**
 * The second pass of {@code kl}: a histogram of magnitudes with 32 bins for each of the {@code 2^(bits-1)} levels, and
 * {@code round(log2(scale))} of the scale that {@link KlSearch} finds, half up. ESP-PPQ 1.3.5.
 */
final class KlObserver implements Observer {
    private static final int BINS_PER_LEVEL = 32;

    /** ESP-PPQ makes no scale smaller. */
    private static final double SMALLEST_SCALE = 1e-8;

    private final int levels;
    private MagnitudeHistogram histogram;

    private KlObserver(int levels, float max) {
        this.levels = levels;
        this.histogram = new MagnitudeHistogram(max, BINS_PER_LEVEL * levels);
    }

    /** The second pass over values of a range; empty where they are so small that the smallest scale is certain. */
    static Optional<Observer> over(ValueRange range, BitWidth bits) {
        float max = range.maxMagnitude();
        return max / levels(bits) > SMALLEST_SCALE ? Optional.of(new KlObserver(levels(bits), max)) : Optional.empty();
    }

    /** The estimate without a second pass. */
    static Estimate ofSmall(ValueRange range, BitWidth bits) {
        return range.maxMagnitude() == 0 ? Estimate.ALL_ZERO : estimate(SMALLEST_SCALE, levels(bits));
    }

    private static int levels(BitWidth bits) {
        return bits.max() + 1;
    }

    @Override
    public void observe(Observation piece) {
        histogram.add(piece.values(), piece.count());
    }

    @Override
    public Observer merge(Observer other) {
        histogram = histogram.merge(((KlObserver) other).histogram);
        return this;
    }

    @Override
    public Estimate estimate() {
        int bins = BINS_PER_LEVEL * levels;
        int kept = KlSearch.keptBins(histogram.counts(), levels);
        double range = histogram.max() * ((double) kept / bins);
        return estimate(Math.max(range / levels, SMALLEST_SCALE), levels);
    }

    private static Estimate estimate(double scale, int levels) {
        return Estimate.of(Exponents.roundLog2(scale), scale * levels);
    }
}
