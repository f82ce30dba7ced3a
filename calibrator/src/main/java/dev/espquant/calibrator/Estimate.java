package dev.espquant.calibrator;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an observer concludes about a tensor.
 *
 * @param exponent the exponent that suits the tensor on its own; empty where any does (it is all zero)
 * @param threshold the magnitude that the exponent was chosen for; larger values may saturate
 * @param shareBeyond how much of the values lies beyond the threshold at most; 1 where nobody knows
 * @param warning something that the user should know, such as a method that did not apply
 */
public record Estimate(OptionalInt exponent, double threshold, double shareBeyond, Optional<String> warning) {
    /** The estimate for a tensor in which nothing but zero was seen. */
    public static final Estimate ALL_ZERO = new Estimate(OptionalInt.empty(), 0, 0, Optional.empty());

    public static Estimate of(int exponent, double threshold) {
        return new Estimate(OptionalInt.of(exponent), threshold, 1, Optional.empty());
    }

    public Estimate withWarning(String text) {
        return new Estimate(exponent, threshold, shareBeyond, Optional.of(text));
    }

    public Estimate withShareBeyond(double share) {
        return new Estimate(exponent, threshold, share, warning);
    }
}
