package dev.espquant.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Golden vectors, models and data sets that lie outside the repository: in the folder that the environment variable {@code ESPQUANT_SHARED}
 * names, or in {@code ../shared} beside the checkout. Files are read where they lie.
 *
 * <p>Where there is no such folder, a test that needs it prints one line and returns. Where there is one, every file that a test asks for
 * must exist: a missing file fails the test.
 */
public final class SharedData {
    private static final String VARIABLE = "ESPQUANT_SHARED";

    private SharedData() {}

    /** Runs a test that needs the shared folder; prints a line and returns where there is none. */
    public static void whenPresent(ThrowingConsumer<Path> test) {
        Optional<Path> root = root();
        if (root.isEmpty()) {
            System.out.println("not run, no shared data (set " + VARIABLE + "): " + caller());
            return;
        }
        try {
            test.accept(root.get());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** A file or folder of the shared data; fails the test if it is missing. */
    public static Path file(Path root, String path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            fail("the shared data lack " + file);
        }
        return file;
    }

    /** The shared folder, for test factories that enumerate its files. */
    public static Optional<Path> root() {
        String configured = System.getenv(VARIABLE);
        if (configured != null) {
            Path folder = Path.of(configured);
            if (!Files.isDirectory(folder)) {
                fail(VARIABLE + " names " + folder + ", which is no folder");
            }
            return Optional.of(folder);
        }
        return Optional.of(checkout().resolveSibling("shared")).filter(Files::isDirectory);
    }

    /** The root of this repository: Maven tells it, and an IDE starts below it. */
    private static Path checkout() {
        String told = System.getProperty("espquant.root");
        if (told != null) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(f -> !f.getClassName().equals(SharedData.class.getName()))
                        .findFirst()
                        .map(f -> f.getClassName() + "." + f.getMethodName())
                        .orElse("a test"));
    }
}
