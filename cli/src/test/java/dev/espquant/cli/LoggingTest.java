package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @AfterEach
    void restore() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void warnings_are_shown_and_notes_are_not() {
        Logging.configure();
        System.Logger log = System.getLogger("dev.espquant.test");
        assertThat(log.isLoggable(System.Logger.Level.WARNING)).isTrue();
        assertThat(log.isLoggable(System.Logger.Level.INFO)).isFalse();
    }
}
