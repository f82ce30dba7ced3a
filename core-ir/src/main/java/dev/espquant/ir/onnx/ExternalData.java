package dev.espquant.ir.onnx;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensor elements that a model keeps in files beside it. A model names these files, so it may name any file of its reader's machine: only
 * regular files inside the model's own folder are opened, and lengths are checked before anything is read.
 */
final class ExternalData {
    private static final String FIX =
            "put the model and its data files into a folder of their own, as plain files under the names that the model gives";

    private final @Nullable Path folder;
    private final Map<Path, ByteBuffer> wholeFiles = new HashMap<>();

    private ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /** For a model file: data may lie in its folder and below. */
    static ExternalData beside(Path modelFile) throws IOException {
        return new ExternalData(modelFile.toAbsolutePath().resolveSibling("").toRealPath());
    }

    /** For a model that is not read from a file and so has no place where data could lie. */
    static ExternalData none() {
        return new ExternalData(null);
    }

    /** The bytes of one tensor. */
    ByteBuffer read(List<StringStringEntryProto> entries, long expected) {
        Map<String, String> values = new HashMap<>();
        entries.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        String location = values.getOrDefault("location", "");
        try {
            Path file = resolve(location);
            long offset = number(values, "offset", 0);
            long length = number(values, "length", expected);
            long size = Files.size(file);
            if (length != expected) {
                throw refusal(location, "the tensor takes " + expected + " bytes, its length entry says " + length);
            }
            if (offset > size || length > size - offset) {
                throw refusal(
                        location,
                        "bytes " + offset + " to " + offset + " + " + length + " are beyond the file's end at " + size);
            }
            return slice(file, size, offset, length);
        } catch (IOException e) {
            throw refusal(location, "it cannot be read (" + e + ")").toBuilder()
                    .cause(e)
                    .build();
        }
    }

    private ByteBuffer slice(Path file, long size, long offset, long length) throws IOException {
        if (length > Integer.MAX_VALUE) {
            throw refusal(file.toString(), "a tensor takes at most 2 GiB, this one " + length + " bytes");
        }
        if (size > Integer.MAX_VALUE) {
            return FileContents.map(file, offset, length);
        }
        ByteBuffer whole = wholeFiles.get(file);
        if (whole == null) {
            whole = FileContents.view(file, (int) size);
            wholeFiles.put(file, whole);
        }
        return whole.slice(Math.toIntExact(offset), Math.toIntExact(length));
    }

    private Path resolve(String location) throws IOException {
        if (folder == null) {
            throw refusal(location, "the model was not read from a file, so no file can lie beside it");
        }
        Path relative = relative(location);
        Path file = folder.resolve(relative);
        if (!Files.exists(file)) {
            throw refusal(location, "there is no such file beside the model");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder)) {
            throw refusal(location, "a link leads out of the model's folder");
        }
        if (!Files.isRegularFile(real)) {
            throw refusal(location, "it is not a regular file");
        }
        if (linkCount(real) > 1) {
            throw refusal(location, "it has more than one hard link and may be a file from elsewhere");
        }
        return real;
    }

    private static Path relative(String location) {
        try {
            Path path = Path.of(location);
            boolean climbs = List.of(location.split("[/\\\\]")).contains("..");
            if (location.isEmpty() || path.isAbsolute() || path.getRoot() != null || climbs) {
                throw refusal(location, "its location must be a relative path without '..'");
            }
            return path;
        } catch (InvalidPathException e) {
            throw refusal(location, "its location is not a path");
        }
    }

    private static long linkCount(Path file) throws IOException {
        boolean known = Files.getFileStore(file).supportsFileAttributeView("unix");
        return known && Files.getAttribute(file, "unix:nlink") instanceof Number links ? links.longValue() : 1;
    }

    private static long number(Map<String, String> values, String key, long absent) {
        String text = values.get(key);
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with negative numbers.
        }
        throw refusal(values.getOrDefault("location", ""), "its " + key + " is no size: '" + text + "'");
    }

    private static GraphException refusal(String location, String reason) {
        return GraphException.because("external data '" + location + "': " + reason)
                .fix(FIX)
                .build();
    }
}
