package dev.espquant.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes files so that a reader sees either the old file or the whole new one: beside the place first, then moved over it. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** What fills a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file; creates missing parent folders; leaves nothing behind on failure. */
    public static void write(Path file, Content content) throws IOException {
        Path beside = besideOf(file);
        try {
            fill(beside, content);
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** One of several files that belong together. */
    public record Part(Path file, Content content) {}

    /**
     * Writes files that belong together: all are complete before the first is moved to its place, and they are moved in their order.
     *
     * @param moved hears of each file that has come to its place
     */
    public static void write(List<Part> parts, Consumer<Path> moved) throws IOException {
        List<Path> besides = new ArrayList<>();
        try {
            for (Part part : parts) {
                besides.add(besideOf(part.file()));
                fill(besides.get(besides.size() - 1), part.content());
            }
            for (int i = 0; i < besides.size(); i++) {
                move(besides.get(i), parts.get(i).file());
                moved.accept(parts.get(i).file());
            }
        } finally {
            for (Path beside : besides) {
                Files.deleteIfExists(beside);
            }
        }
    }

    /** An empty file in the folder of another one, which is created if need be. */
    private static Path besideOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        // A link to a folder is a folder too, but createDirectories of Java 17 refuses it.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return Files.createTempFile(folder, "." + file.getFileName(), ".part");
    }

    private static void fill(Path beside, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
            content.writeTo(out);
        }
        makeReadable(beside);
    }

    /** Writes text as UTF-8. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Temporary files are born private; what a user asked for is as readable as any other file of theirs. */
    private static void makeReadable(Path file) {
        java.io.File plain = file.toFile();
        if (!plain.setReadable(true, false)) {
            System.getLogger(AtomicFiles.class.getName()).log(System.Logger.Level.DEBUG, "{0} stays private", file);
        }
    }
}
