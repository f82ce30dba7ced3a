package dev.espquant.evaluator.engine;

import dev.espquant.evaluator.vector.VectorLoader;

/** Finds the fastest bodies that the Java runtime can run. */
final class LoadedBodies {
    private static final String VECTOR_BODIES = "dev.espquant.evaluator.engine.simd.VectorBodies";

    /** Vectors narrower than this have no counterpart of eight bytes. */
    private static final int LEAST_LANES = 8;

    private LoadedBodies() {}

    /** Vector bodies where the Java runtime was started with their module, else plain ones. */
    static Bodies best() {
        return Holder.BEST;
    }

    private static final class Holder {
        private static final Bodies BEST = load();

        private static Bodies load() {
            Bodies bodies = VectorLoader.load(Bodies.class, VECTOR_BODIES, ScalarBodies::new);
            return bodies.lanes() >= LEAST_LANES ? bodies : new ScalarBodies();
        }
    }
}
