package dev.espquant.calibrator;

import java.util.Optional;

/**
 * Collects what it needs to know about one tensor. Observers are monoids: values in pieces of any size, in any order, on any number of observers that are merged
 * afterwards, give the same estimate, bit by bit. That is what lets calibration run on several threads and still be deterministic.
 *
 * <p>An observer sees every value of the samples once. One that needs to know the whole range before it can count asks for another pass with
 * {@link #nextPass}.
 */
public interface Observer {

    /** Takes in some values. */
    void observe(Observation piece);

    /**
     * Whether it looks at the {@link Observation#values}. If the {@link Observation#range} is all that it needs, the values may be missing from
     * what it is shown: ranges can be computed where the values are, without having them handed out.
     */
    default boolean wantsValues() {
        return true;
    }

    /**
     * This observer with everything that another one of the same kind, in the same pass, has seen. Either of the two may be changed and
     * returned; neither is used afterwards.
     */
    Observer merge(Observer other);

    /**
     * Called when all values are in and merged: a fresh observer for one more pass over the same samples, built upon what this one knows, or
     * empty if it can give its {@link #estimate}. On several threads it is called once for each; the observers that it returns must not share
     * anything that changes.
     */
    default Optional<Observer> nextPass() {
        return Optional.empty();
    }

    /** The conclusion. Only asked of observers that want no other pass. */
    Estimate estimate();
}
