package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
    @TempDir
    Path folder;

    @Test
    void smallFilesAreCopied() throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[] {1, 2, 3});
        ByteBuffer bytes = FileContents.view(file, 3);
        Files.write(file, new byte[] {9, 9, 9});
        assertThat(bytes.isDirect()).isFalse();
        assertThat(bytes.isReadOnly()).isTrue();
        assertThat(bytes.get(2)).isEqualTo((byte) 3);
    }

    @Test
    void largeFilesAreMapped() throws IOException {
        Path file = folder.resolve("f");
        long size = 65L << 20;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - 1);
            sparse.write(7);
        }
        ByteBuffer bytes = FileContents.view(file, (int) size);
        assertThat(bytes.isDirect()).isTrue();
        assertThat(bytes.get((int) size - 1)).isEqualTo((byte) 7);
    }

    @Test
    void aFileThatShrinksIsAnError() throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[2]);
        assertThatThrownBy(() -> FileContents.view(file, 3)).isInstanceOf(EOFException.class);
    }
}
