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
    static final String FALLBACK =
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

    @Override
    public void observe(Observation batch) {
        histogram.add(batch.values());
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
                .orElseGet(() -> MinMaxObserver.estimate(range, bits).withWarning(FALLBACK));
    }
}
