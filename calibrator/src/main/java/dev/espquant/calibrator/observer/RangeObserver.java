package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the range of a tensor, on its own or as the first pass of a method that must know the range before it can count.
 *
 * <p>On its own: {@code ceil(log2(max|x| / q))}, q the largest integer. ESP-DL 1.x; equal to the tables of its quantization tool.
 */
final class RangeObserver implements Observer {
    private final Function<ValueRange, Optional<Observer>> next;
    private final Function<ValueRange, Estimate> otherwise;
    private ValueRange range = ValueRange.EMPTY;

    /**
     * @param next the observer of the second pass over values of that range; empty if there is nothing to count
     * @param otherwise the estimate if there is no second pass
     */
    RangeObserver(Function<ValueRange, Optional<Observer>> next, Function<ValueRange, Estimate> otherwise) {
        this.next = next;
        this.otherwise = otherwise;
    }

    /** The exponent at which nothing within a range saturates. */
    static Estimate estimate(ValueRange range, BitWidth bits) {
        double max = range.maxMagnitude();
        return max == 0 ? Estimate.ALL_ZERO : Estimate.of(Exponents.ceilLog2(max / bits.max()), max);
    }

    @Override
    public void observe(Observation piece) {
        range = range.merge(piece.range());
    }

    @Override
    public boolean wantsValues() {
        return false;
    }

    @Override
    public Observer merge(Observer other) {
        range = range.merge(((RangeObserver) other).range);
        return this;
    }

    @Override
    public Optional<Observer> nextPass() {
        return next.apply(range);
    }

    @Override
    public Estimate estimate() {
        return otherwise.apply(range);
    }
}
