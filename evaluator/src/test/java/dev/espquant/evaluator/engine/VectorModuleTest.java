package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build runs tests with and without the vector module: each run computes with the bodies that it is meant to test. */
class VectorModuleTest {
    @Test
    void bodiesAreThoseOfThisRun() {
        boolean vectors = Boolean.parseBoolean(System.getProperty("espquant.vectorModule"));

        assertThat(Engine.best().bodies().getClass() == ScalarBodies.class).isEqualTo(!vectors);
    }
}
