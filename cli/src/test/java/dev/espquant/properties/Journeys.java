package dev.espquant.properties;

import dev.espquant.ir.UnsupportedModelException;
import java.util.ArrayList;
import java.util.List;

/**
 * The random models that all properties are tried on, drawn once. {@code -Despquant.tries=5000} tries more of them, {@code -Despquant.seed=N}
 * begins at another seed: a failure prints the seed of its model.
 */
final class Journeys {
    private static final int TRIES = Integer.getInteger("espquant.tries", 30);
    private static final long FIRST = Long.getLong("espquant.seed", 1);
    private static final int MOST_NODES = 7;

    /** What one property says of one journey. */
    @FunctionalInterface
    interface Check {
        void on(Journey journey) throws Exception;
    }

    private Journeys() {}

    private static final List<Journey> ALL = draw();

    static int tries() {
        return TRIES;
    }

    /** Every drawn model in every mode, as far as it is not refused. */
    static List<Journey> all() {
        return ALL;
    }

    /** Tries a property on everything; a failure names the model. */
    static void each(Check check) {
        for (Journey journey : ALL) {
            try {
                check.on(journey);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(journey + "\n" + e, e);
            }
        }
    }

    private static List<Journey> draw() {
        List<Journey> journeys = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + TRIES; seed++) {
            for (Journey.Mode mode : Journey.Mode.ALL) {
                try {
                    journeys.add(Journey.begin(seed, MOST_NODES, mode));
                } catch (UnsupportedModelException refused) {
                    if (!refused.getMessage().contains("Fix: ")) {
                        throw new AssertionError("seed " + seed + ", " + mode + ": a refusal without advice", refused);
                    }
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", " + mode + ": " + e, e);
                }
            }
        }
        return journeys;
    }
}
