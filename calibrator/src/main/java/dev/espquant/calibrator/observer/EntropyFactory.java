package dev.espquant.calibrator.observer;

import com.google.auto.service.AutoService;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ObserverFactory;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.Optional;

/**
 * The method {@code entropy}: the exponent for the threshold at which the distribution of quantized values differs least from the original, by
 * Kullback-Leibler divergence. int8 only, as in ESP-DL 1.x.
 */
@AutoService(ObserverFactory.class)
public final class EntropyFactory implements ObserverFactory {
    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public String description() {
        return "the exponent for the threshold of least Kullback-Leibler divergence (int8 only)";
    }

    @Override
    public Optional<String> refusal(QuantizationScheme scheme) {
        return switch (scheme.bits()) {
            case INT8 -> Optional.empty();
            case INT16 -> Optional.of("int16 only supports minmax calibration method");
        };
    }

    @Override
    public Observer create(BitWidth bits) {
        return new RangeObserver(
                range -> EqualWidthHistogram.canDivide(range)
                        ? Optional.of(new EntropyObserver(bits, range, EqualWidthHistogram.over(range)))
                        : Optional.empty(),
                range -> EntropyObserver.byRange(range, bits));
    }
}
