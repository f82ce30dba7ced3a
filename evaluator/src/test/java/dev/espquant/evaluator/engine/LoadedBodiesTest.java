package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadedBodiesTest {
    @Test
    void vectorsAreUsedWhereTheModuleIsThereAndTheyAreWideEnough() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        Bodies best = LoadedBodies.best();
        boolean vectors = best.name().equals("vector");

        assertThat(vectors).as("only with the module").isIn(false, module);
        assertThat(best.getClass() == ScalarBodies.class).isEqualTo(!vectors);
        assertThat(best.lanes()).isGreaterThanOrEqualTo(vectors ? 8 : 1);
    }

    @Test
    void theyAreLoadedOnce() {
        assertThat(LoadedBodies.best()).isSameAs(LoadedBodies.best());
    }
}
