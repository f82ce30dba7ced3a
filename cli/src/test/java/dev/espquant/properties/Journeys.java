package dev.espquant.properties;

import dev.espquant.ir.UnsupportedModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random models by seed, carried through every mode once: several properties look at the same ones. */
final class Journeys {
    private static final int MOST_NODES = 7;
    private static final Map<Long, List<Journey>> BY_SEED = new HashMap<>();

    /** What one property says of one journey. */
    @FunctionalInterface
    interface Check {
        void on(Journey journey) throws Exception;
    }

    private Journeys() {}

    /** The model of a seed in every mode, as far as it is not refused. */
    static synchronized List<Journey> of(long seed) {
        return BY_SEED.computeIfAbsent(seed, Journeys::draw);
    }

    /** Tries a property on the model of a seed in every mode; a failure names the model. */
    static void check(long seed, Check check) {
        for (Journey journey : of(seed)) {
            try {
                check.on(journey);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(journey + "\n" + e, e);
            }
        }
    }

    private static List<Journey> draw(long seed) {
        List<Journey> journeys = new ArrayList<>();
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
        return journeys;
    }
}
