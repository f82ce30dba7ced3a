package dev.espquant.evaluator.equivalence;

import java.util.Locale;
import java.util.Optional;

/**
 * How far one output of a changed model is from that of the original, over all runs.
 *
 * @param output the output's name
 * @param largest the largest difference of two elements; infinite where a number meets NaN or another infinity
 * @param range the largest element of the original minus its smallest, infinities and NaNs left out
 * @param allowed the largest difference that still counts as equal
 * @param mismatch what cannot be put as a number: another shape, another type, a missing output
 */
public record OutputDifference(String output, double largest, double range, double allowed, Optional<String> mismatch) {

    public boolean isWithinTolerance() {
        return mismatch.isEmpty() && largest <= allowed;
    }

    /** Of two runs the one that is farther off for its tolerance. */
    OutputDifference worse(OutputDifference other) {
        return other.excess() > excess() ? other : this;
    }

    /** The largest difference as a multiple of what is allowed: 0 if there is none. */
    double excess() {
        return mismatch.isPresent() ? Double.POSITIVE_INFINITY : largest == 0 ? 0 : largest / allowed;
    }

    @Override
    public String toString() {
        return "output '" + output + "' "
                + mismatch.orElseGet(() -> String.format(
                        Locale.ROOT, "differs by at most %.3g, its values range over %.3g", largest, range));
    }
}
