package dev.espquant.evaluator.engine;

/** Finds the fastest bodies that the Java runtime can run. */
final class LoadedBodies {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
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
            if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
                return new ScalarBodies();
            }
            try {
                Bodies bodies = Class.forName(VECTOR_BODIES)
                        .asSubclass(Bodies.class)
                        .getDeclaredConstructor()
                        .newInstance();
                return bodies.lanes() >= LEAST_LANES ? bodies : new ScalarBodies();
            } catch (ReflectiveOperationException | LinkageError e) {
                System.getLogger(LoadedBodies.class.getName())
                        .log(System.Logger.Level.WARNING, "vector instructions are not used", e);
                return new ScalarBodies();
            }
        }
    }
}
