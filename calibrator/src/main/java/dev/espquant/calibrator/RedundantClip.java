package dev.espquant.calibrator;

/**
 * A Clip from 0 whose upper bound does nothing.
 *
 * @param node its name
 * @param reason why
 */
public record RedundantClip(String node, Reason reason) {
    /** Why a bound does nothing. */
    public enum Reason {
        /** No real number that entered the Clip in any calibration sample reached the bound. */
        NEVER_REACHED,
        /** The largest integer, of what enters or of what comes out, does not stand for more than the bound: integers saturate there anyway. */
        SATURATES
    }
}
