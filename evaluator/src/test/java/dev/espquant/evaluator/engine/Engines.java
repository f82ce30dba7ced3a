package dev.espquant.evaluator.engine;

import java.util.List;

/** Every way in which this Java runtime can compute. */
final class Engines {
    private Engines() {}

    /** With plain loops, with ONNX Runtime's product, and, where the vector module is there, with vector bodies. */
    static List<Engine> all() {
        return List.of(
                Engine.plain(),
                new Engine(new ScalarBodies(), Engine.Products.ONNX_RUNTIME),
                new Engine(LoadedBodies.best(), Engine.Products.LOOPS),
                Engine.best());
    }
}
