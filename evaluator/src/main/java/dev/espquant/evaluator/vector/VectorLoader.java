package dev.espquant.evaluator.vector;

import java.util.function.Supplier;

/** Chooses between a class in vector instructions and its plain counterpart. */
public final class VectorLoader {
    private static final String MODULE = "jdk.incubator.vector";

    private VectorLoader() {}

    /** Whether the Java runtime was started with the module that vector instructions need. */
    public static boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * The vector class where it can run, the plain one elsewhere; if it should run and cannot be loaded, a warning says so.
     *
     * @param type what both are
     * @param vectorClass full name of a class with a public constructor without parameters
     */
    public static <T> T load(Class<T> type, String vectorClass, Supplier<? extends T> plain) {
        if (!isAvailable()) {
            return plain.get();
        }
        try {
            return Class.forName(vectorClass)
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            System.getLogger(VectorLoader.class.getName())
                    .log(System.Logger.Level.WARNING, "vector instructions are not used", e);
            return plain.get();
        }
    }
}
