package dev.espquant.ir.espdl;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the arrays of the golden vectors: {@code .npy} of version 1, in C order. */
final class NpyBytes {
    private static final int PREFIX = 10;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '(\\S+)', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\), \\}\\s*");
    private static final Map<String, DataType> TYPES =
            Map.of("|i1", DataType.INT8, "<i2", DataType.INT16, "<i4", DataType.INT32, "<f4", DataType.FLOAT);

    private NpyBytes() {}

    static Tensor of(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int length = Byte.toUnsignedInt(bytes.get(8)) + 256 * Byte.toUnsignedInt(bytes.get(9));
        Matcher header = HEADER.matcher(new String(bytes.array(), PREFIX, length, StandardCharsets.US_ASCII));
        if (!header.matches()) {
            throw new IOException(file + " has an unexpected header");
        }
        long[] dims = Stream.of(header.group(2).split(","))
                .map(String::strip)
                .filter(d -> !d.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        return Tensor.ofBytes(TYPES.get(header.group(1)), dims, bytes.position(PREFIX + length));
    }

    /** The name of the file of a value. */
    static String fileName(String value) {
        return value.replaceAll("[^A-Za-z0-9._-]", "_") + ".npy";
    }
}
