package dev.espquant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDataTest {
    @Test
    void aMissingFileFails(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("there"));
        assertThat(SharedData.file(root, "there")).isEqualTo(file);
        assertThatThrownBy(() -> SharedData.file(root, "missing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("missing");
    }

    @Test
    void whatATestThrowsFails() {
        SharedData.whenPresent(root -> {
            assertThat(root).isDirectory();
            assertThatThrownBy(() -> SharedData.whenPresent(again -> {
                        throw new IOException("unreadable");
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseMessage("unreadable");
        });
    }
}
