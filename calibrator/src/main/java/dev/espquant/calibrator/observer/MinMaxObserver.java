package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;

/** {@code ceil(log2(max|x| / q))}, q the largest integer. ESP-DL 1.x; equal to the tables of its quantization tool. */
final class MinMaxObserver implements Observer {
    private final BitWidth bits;
    private ValueRange range = ValueRange.EMPTY;

    MinMaxObserver(BitWidth bits) {
        this.bits = bits;
    }

    @Override
    public void observe(Observation batch) {
        range = range.merge(batch.range());
    }

    @Override
    public Observer merge(Observer other) {
        range = range.merge(((MinMaxObserver) other).range);
        return this;
    }

    @Override
    public Estimate estimate() {
        return estimate(range, bits);
    }

    static Estimate estimate(ValueRange range, BitWidth bits) {
        double max = range.maxMagnitude();
        return max == 0 ? Estimate.ALL_ZERO : Estimate.of(Exponents.ceilLog2(max / bits.max()), max);
    }
}
