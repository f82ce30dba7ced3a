package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class FmaLoopTest {
    @Test
    void computesWhatItChecks() {
        FmaLoop loop = new FmaLoop();

        assertThatCode(loop::run).doesNotThrowAnyException();
        assertThatCode(loop::run).as("numbers stay bounded").doesNotThrowAnyException();
    }
}
