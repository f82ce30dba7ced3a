package dev.espquant.benchmarks;

import dev.espquant.evaluator.engine.Engine;

/** The ways in which the engine can compute. */
public enum Implementation {
    /** Plain loops. */
    PLAIN {
        @Override
        Engine engine() {
            return Engine.plain();
        }
    },
    /** Vector instructions where the Java runtime has them, without ONNX Runtime. */
    VECTOR {
        @Override
        Engine engine() {
            return new Engine(Engine.best().bodies(), Engine.Products.LOOPS);
        }
    },
    /** What the simulator uses. */
    BEST {
        @Override
        Engine engine() {
            return Engine.best();
        }
    };

    abstract Engine engine();
}
