package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedBytesTest {
    @TempDir
    Path folder;

    @Test
    void viewsReachAcrossSegments() throws IOException {
        byte[] content = new byte[100];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        Path file = Files.write(folder.resolve("bytes"), content);
        MappedBytes bytes = MappedBytes.map(file, 3, 90, 16);

        assertThat(bytes.length()).isEqualTo(90);
        for (int from = 0; from <= 90; from += 7) {
            for (int count = 0; count <= 90 - from; count += 5) {
                ByteBuffer view = bytes.view(from, count);
                assertThat(view.remaining()).isEqualTo(count);
                for (int i = 0; i < count; i++) {
                    assertThat(view.get(i)).isEqualTo((byte) (3 + from + i));
                }
            }
        }
    }

    @Test
    void partsAreViewsOfTheWhole() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {0, 1, 2, 3, 4, 5});

        ArrayBytes part = MappedBytes.map(file, 1, 5).part(2, 2);

        assertThat(part.length()).isEqualTo(2);
        assertThat(part.view(1, 1).get()).isEqualTo((byte) 4);
    }

    @Test
    void doesNotMapWhatIsNotThere() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[4]);

        assertThatThrownBy(() -> MappedBytes.map(file, 2, 3)).isInstanceOf(IOException.class);
    }
}
