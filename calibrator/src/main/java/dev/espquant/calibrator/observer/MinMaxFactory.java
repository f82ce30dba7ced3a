package dev.espquant.calibrator.observer;

import com.google.auto.service.AutoService;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ObserverFactory;
import dev.espquant.quant.BitWidth;
import java.util.Optional;

/** The method {@code minmax}: the smallest exponent at which nothing that was seen saturates. */
@AutoService(ObserverFactory.class)
public final class MinMaxFactory implements ObserverFactory {
    @Override
    public String name() {
        return "minmax";
    }

    @Override
    public String description() {
        return "the smallest exponent at which no calibration value saturates";
    }

    @Override
    public Observer create(BitWidth bits) {
        return new RangeObserver(range -> Optional.empty(), range -> RangeObserver.estimate(range, bits));
    }
}
