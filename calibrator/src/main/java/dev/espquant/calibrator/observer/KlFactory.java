package dev.espquant.calibrator.observer;

import com.google.auto.service.AutoService;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ObserverFactory;
import dev.espquant.quant.BitWidth;

/**
 * The method {@code kl}: ESP-PPQ's default for activations, by its rule. Like {@code entropy} it minimizes a Kullback-Leibler divergence, but
 * over other bins, for int16 too, and rounds the exponent to the nearest.
 */
@AutoService(ObserverFactory.class)
public final class KlFactory implements ObserverFactory {
    @Override
    public String name() {
        return "kl";
    }

    @Override
    public String description() {
        return "the nearest exponent for ESP-PPQ's scale of least Kullback-Leibler divergence";
    }

    @Override
    public Observer create(BitWidth bits) {
        return new RangeObserver(range -> KlObserver.over(range, bits), range -> KlObserver.ofSmall(range, bits));
    }
}
