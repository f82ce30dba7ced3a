package dev.espquant.evaluator.data;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens arrays that NumPy saved: a {@code .npy} file, memory-mapped, or one array of an {@code .npz}, written {@code file.npz:name} (the
 * name may be left out where there is one array).
 */
public final class NpyFile {
    private static final String NPZ = ".npz";

    private NpyFile() {}

    /** Opens {@code file.npy}, {@code file.npz} or {@code file.npz:name}. */
    public static NpyArray open(String location) {
        int npz = location.toLowerCase(Locale.ROOT).lastIndexOf(NPZ + ":");
        if (npz >= 0) {
            int end = npz + NPZ.length();
            return NpzFile.open(Path.of(location.substring(0, end))).array(location.substring(end + 1));
        }
        return location.toLowerCase(Locale.ROOT).endsWith(NPZ)
                ? NpzFile.open(Path.of(location)).onlyArray()
                : open(Path.of(location));
    }

    /** Opens and maps a {@code .npy} file. */
    public static NpyArray open(Path file) {
        try {
            return NpyArray.of(file.toString(), MappedBytes.map(file, 0, length(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static long length(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw GraphException.because(Files.exists(file) ? "this is no file" : "there is no such file")
                    .file(file)
                    .fix("give the path of a .npy file, or file.npz:name")
                    .build();
        }
        return Files.size(file);
    }

    static GraphException unreadable(Path file, IOException cause) {
        return GraphException.because("cannot be read: " + cause.getMessage())
                .file(file)
                .cause(cause)
                .build();
    }
}
