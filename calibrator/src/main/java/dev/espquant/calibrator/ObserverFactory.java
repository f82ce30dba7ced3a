package dev.espquant.calibrator;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.Optional;

/**
 * A calibration method: the service provider interface of observers. Implementations are found through {@link java.util.ServiceLoader}; see
 * {@link Observers}.
 */
public interface ObserverFactory {

    /** The name that users type and tables hold, such as {@code minmax}; unique. */
    String name();

    /** One line for a list of methods. */
    String description();

    /** Why the method does not exist for a scheme, in words for the user; empty if it does. */
    default Optional<String> refusal(QuantizationScheme scheme) {
        return Optional.empty();
    }

    /** An observer for one tensor that will be quantized to a width. */
    Observer create(BitWidth bits);
}
