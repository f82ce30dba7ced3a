package dev.espquant.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("f.txt");
        AtomicFiles.writeText(file, "ä\n");
        assertThat(file).hasBinaryContent(new byte[] {(byte) 0xc3, (byte) 0xa4, '\n'});
        AtomicFiles.write(file, out -> out.write(7));
        assertThat(file).hasBinaryContent(new byte[] {7});
        assertThat(contents()).containsExactly("f.txt");
    }

    @Test
    void createsParentFolders() throws IOException {
        Path file = folder.resolve("a/b/f.txt");
        AtomicFiles.writeText(file, "x");
        assertThat(file).hasContent("x");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("f.txt");
        AtomicFiles.writeText(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertThat(contents()).containsExactly("f.txt");
    }

    @Test
    void nobodySeesAHalfWrittenFile() throws IOException {
        Path file = folder.resolve("f.txt");
        AtomicFiles.write(file, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(file).doesNotExist();
        });
        assertThat(file).hasSize(1 << 20);
    }

    @Test
    void othersMayReadTheResult() throws IOException {
        Path file = folder.resolve("f.txt");
        AtomicFiles.writeText(file, "x");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
        }
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFiles.writeText(link.resolve("f.txt"), "x");
        assertThat(real.resolve("f.txt")).hasContent("x");
    }

    @Test
    void aRootIsNoFile() {
        Path root = folder.toAbsolutePath().getRoot();
        assertThatThrownBy(() -> AtomicFiles.writeText(root, "x")).isInstanceOf(IOException.class);
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
