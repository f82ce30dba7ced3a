package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;

/**
 * The second pass of {@code entropy}: fills the histogram, finds the threshold and takes {@code ceil(log2(threshold / q) - 0.25)}. ESP-DL 1.x;
 * equal to the tables of its quantization tool. Data without a distribution, such as a constant, makes that tool fail; here it gets the
 * min-max exponent and a warning.
 */
final class EntropyObserver implements Observer {
    private static final String FALLBACK =
            "its values have no distribution to speak of (constant, or a single value beside zeros); the "
                    + "exponent is that of the method minmax";

    private final BitWidth bits;
    private final ValueRange range;
    private EqualWidthHistogram histogram;

    EntropyObserver(BitWidth bits, ValueRange range, EqualWidthHistogram histogram) {
        this.bits = bits;
        this.range = range;
        this.histogram = histogram;
    }

    /** The estimate for values without a distribution. */
    static Estimate byRange(ValueRange range, BitWidth bits) {
        Estimate estimate = RangeObserver.estimate(range, bits);
        return estimate.exponent().isEmpty() ? estimate : estimate.withWarning(FALLBACK);
    }

    @Override
    public void observe(Observation piece) {
        histogram.add(piece.values(), piece.count());
    }

    @Override
    public Observer merge(Observer other) {
        histogram = histogram.merge(((EntropyObserver) other).histogram);
        return this;
    }

    @Override
    public Estimate estimate() {
        return EntropySearch.threshold(histogram).stream()
                .mapToObj(t -> Estimate.of(Exponents.ceilLog2LessQuarter(t / bits.max()), t))
                .findFirst()
                .orElseGet(() -> byRange(range, bits));
    }
}
