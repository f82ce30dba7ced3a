package dev.espquant.evaluator.data;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays that grow side by side, sample by sample, into one {@code .npz}: each is spooled to a temporary file, and {@link #close()}
 * puts them together, uncompressed, in the order in which they were added and with a fixed time, so that equal arrays make equal files.
 * Without {@link #finish()} nothing is written. Not thread safe.
 */
public final class NpzWriter implements AutoCloseable {
    /** Not the first instant of 1980: the JDK takes that for "before 1980" and adds the machine's time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

    private final Path file;
    private final Map<String, ArrayWriter> arrays = new LinkedHashMap<>();

    private NpzWriter(Path file) {
        this.file = file;
    }

    /** Nothing is written to {@code file} before {@link #finish()}. */
    public static NpzWriter to(Path file) {
        return new NpzWriter(file);
    }

    /**
     * Adds an array.
     *
     * @param name unique in the file; any text
     * @param sizes its final sizes; {@link #finish()} expects as many elements as they ask for
     */
    public ArrayWriter add(String name, NpyType type, long... sizes) throws IOException {
        if (arrays.containsKey(name)) {
            throw new IllegalArgumentException("array '" + name + "' is there already");
        }
        ArrayWriter array = new ArrayWriter(name, type, sizes);
        arrays.put(name, array);
        return array;
    }

    /** Writes the file. */
    public void finish() throws IOException {
        for (ArrayWriter array : arrays.values()) {
            array.complete();
        }
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (ArrayWriter array : arrays.values()) {
                array.copyTo(zip);
            }
            zip.finish();
        });
    }

    /** Removes the temporary files. */
    @Override
    public void close() throws IOException {
        for (ArrayWriter array : arrays.values()) {
            array.out.close();
            Files.deleteIfExists(array.spool);
        }
    }

    /** Takes the elements of one array, in order. */
    public static final class ArrayWriter {
        private final String name;
        private final NpyType type;
        private final Path spool;
        private final OutputStream out;
        private final CRC32 crc = new CRC32();
        private final long expected;
        private long length;

        private ArrayWriter(String name, NpyType type, long[] sizes) throws IOException {
            this.name = name;
            this.type = type;
            this.spool = Files.createTempFile("espquant", ".npy");
            this.out = new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16);
            byte[] header = NpyWriter.header(type, sizes);
            this.expected = header.length + Math.multiplyExact(Shape.elementCount(sizes), (long) type.bytes());
            append(header);
        }

        /** Appends float32 elements. */
        public void append(float... values) throws IOException {
            append(NpyWriter.bytes(type, values, 0, values.length));
        }

        /** Appends integers; each must fit the array's type. */
        public void append(int... values) throws IOException {
            append(NpyWriter.bytes(type, values, 0, values.length));
        }

        private void append(byte[] bytes) throws IOException {
            out.write(bytes);
            crc.update(bytes);
            length += bytes.length;
        }

        private void complete() throws IOException {
            out.close();
            if (length != expected) {
                throw new IllegalStateException(
                        "array '" + name + "' has " + length + " bytes, its sizes ask for " + expected);
            }
        }

        private void copyTo(ZipOutputStream zip) throws IOException {
            ZipEntry entry = new ZipEntry(name + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setTimeLocal(TIME);
            entry.setSize(length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(spool), 1 << 16)) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
    }
}
