package dev.espquant.calibrator.observer;

import com.google.auto.service.AutoService;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ObserverFactory;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.Optional;

/**
 * The method {@code percentile}: the smallest exponent at which at least 99.99 % of all values that were seen do not saturate. int8 only: with
 * 16 bits there is nothing to be gained from clipping.
 */
@AutoService(ObserverFactory.class)
public final class PercentileFactory implements ObserverFactory {
    /** One value in ten thousand may saturate. */
    private static final double IGNORED = 1e-4;

    @Override
    public String name() {
        return "percentile";
    }

    @Override
    public String description() {
        return "the smallest exponent at which 99.99 % of the calibration values do not saturate (int8 only)";
    }

    @Override
    public Optional<String> refusal(QuantizationScheme scheme) {
        return switch (scheme.bits()) {
            case INT8 -> Optional.empty();
            case INT16 -> Optional.of("the method percentile is for int8: int16 has room for all values");
        };
    }

    @Override
    public Observer create(BitWidth bits) {
        return new PercentileObserver(bits, IGNORED, /* limits= */ true);
    }
}
