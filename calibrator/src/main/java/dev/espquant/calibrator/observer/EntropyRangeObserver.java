package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import java.util.Optional;

/** The first pass of {@code entropy}: the range, from which the histogram of the second pass takes its bins. */
final class EntropyRangeObserver implements Observer {
    private final BitWidth bits;
    private ValueRange range = ValueRange.EMPTY;

    EntropyRangeObserver(BitWidth bits) {
        this.bits = bits;
    }

    @Override
    public void observe(Observation batch) {
        range = range.merge(batch.range());
    }

    @Override
    public Observer merge(Observer other) {
        range = range.merge(((EntropyRangeObserver) other).range);
        return this;
    }

    @Override
    public Optional<Observer> nextPass() {
        return EqualWidthHistogram.canDivide(range)
                ? Optional.of(new EntropyObserver(bits, range, EqualWidthHistogram.over(range)))
                : Optional.empty();
    }

    @Override
    public Estimate estimate() {
        Estimate byRange = MinMaxObserver.estimate(range, bits);
        return byRange.exponent().isEmpty() ? byRange : byRange.withWarning(EntropyObserver.FALLBACK);
    }
}
