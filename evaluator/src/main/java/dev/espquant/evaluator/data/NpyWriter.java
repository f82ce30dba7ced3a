package dev.espquant.evaluator.data;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes {@code .npy} format 1.0, little endian, row major: the bytes that {@code numpy.save} writes for the same array. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64;

    private NpyWriter() {}

    /** Writes float32 values to a file of their own. */
    public static void write(Path file, FloatTensor tensor) throws IOException {
        AtomicFiles.write(file, out -> {
            out.write(header(NpyType.FLOAT32, tensor.sizes()));
            out.write(bytes(NpyType.FLOAT32, tensor.values(), 0, tensor.elementCount()));
        });
    }

    /**
     * Writes integers to a file of their own.
     *
     * @param type an integer type of at most 32 bits that holds every value
     */
    public static void write(Path file, NpyType type, long[] sizes, int... values) throws IOException {
        if (Shape.elementCount(sizes) != values.length) {
            throw new IllegalArgumentException(values.length + " values for shape " + Arrays.toString(sizes));
        }
        AtomicFiles.write(file, out -> write(out, type, sizes, values));
    }

    private static void write(OutputStream out, NpyType type, long[] sizes, int[] values) throws IOException {
        out.write(header(type, sizes));
        out.write(bytes(type, values, 0, values.length));
    }

    /** Magic, version, length and dictionary, padded so that the elements begin at a multiple of 64 bytes. */
    static byte[] header(NpyType type, long... sizes) {
        String shape = Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String order = type.bytes() == 1 ? "|" : "<";
        String text = "{'descr': '" + order + type.code() + "', 'fortran_order': False, 'shape': (" + shape
                + (sizes.length == 1 ? "," : "") + "), }";
        int length = (10 + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (length - 10));
        header.put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }

    static byte[] bytes(NpyType type, float[] values, int from, int count) {
        if (type != NpyType.FLOAT32) {
            throw new IllegalArgumentException("floats are written as float32, not as " + type.code());
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, from, count);
        return bytes.array();
    }

    static byte[] bytes(NpyType type, int[] values, int from, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(type.bytes(), count)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < from + count; i++) {
            put(bytes, type, values[i]);
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, NpyType type, int value) {
        switch (type) {
            case INT8 -> bytes.put((byte) checked(type, value, value == (byte) value));
            case UINT8 -> bytes.put((byte) checked(type, value, value == (value & 0xff)));
            case BOOL -> bytes.put((byte) checked(type, value, value == (value & 1)));
            case INT16 -> bytes.putShort((short) checked(type, value, value == (short) value));
            case UINT16 -> bytes.putShort((short) checked(type, value, value == (value & 0xffff)));
            case INT32 -> bytes.putInt(value);
            case INT64 -> bytes.putLong(value);
            case UINT32, UINT64, FLOAT16, FLOAT32, FLOAT64 ->
                throw new IllegalArgumentException("integers are not written as " + type.code());
        }
    }

    private static int checked(NpyType type, int value, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(value + " does not fit " + type.code());
        }
        return value;
    }
}
