package dev.espquant.evaluator.data;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;

/**
 * An array of numbers in a file, read piece by piece. It has the element type and byte order of the file; reading converts. Safe for use by
 * several threads.
 */
public final class NpyArray {
    private final String name;
    private final NpyHeader header;
    private final ArrayBytes bytes;

    private NpyArray(String name, NpyHeader header, ArrayBytes bytes) {
        this.name = name;
        this.header = header;
        this.bytes = bytes;
    }

    /** The array in the bytes of a whole {@code .npy} file. */
    static NpyArray of(String name, ArrayBytes bytes) {
        ByteBuffer head = bytes.view(0, (int) Math.min(bytes.length(), NpyHeader.LIMIT));
        return new NpyArray(name, NpyHeader.parse(head, bytes.length(), name), bytes);
    }

    /** The file, and the array in it if it holds several; for messages. */
    public String name() {
        return name;
    }

    public NpyType type() {
        return header.type();
    }

    public ImmutableLongArray sizes() {
        return header.sizes();
    }

    public long elementCount() {
        return header.elementCount();
    }

    /** Reads {@code count} elements from element {@code first} on, each rounded to the nearest float32. */
    public void readFloats(long first, float[] target, int from, int count) {
        header.type().toFloats(elements(first, count), target, from, count);
    }

    /** Reads {@code count} elements of one byte from element {@code first} on, as they are. */
    void readBytes(long first, byte[] target, int count) {
        elements(first, count).get(0, target, 0, count);
    }

    /**
     * Reads {@code count} elements from element {@code first} on as integers.
     *
     * @throws GraphException if one is not a whole number between {@code min} and {@code max}; it names the element
     */
    public void readInts(long first, int[] target, int from, int count, int min, int max) {
        ByteBuffer in = elements(first, count);
        for (int i = 0; i < count; i++) {
            target[from + i] = integer(in, i, first + i, min, max);
        }
    }

    private int integer(ByteBuffer in, int i, long element, int min, int max) {
        try {
            long value = header.type().integer(in, i);
            if (value >= min && value <= max) {
                return (int) value;
            }
            throw new ArithmeticException("" + value);
        } catch (ArithmeticException e) {
            throw GraphException.because("element " + element + " must be a whole number from " + min + " to " + max
                            + ", found " + header.type().real(in, i))
                    .file(name)
                    .fix("check that this is the file you mean")
                    .build();
        }
    }

    private ByteBuffer elements(long first, int count) {
        if (first < 0 || count < 0 || first + count > elementCount()) {
            throw new IndexOutOfBoundsException(count + " elements from " + first + " of " + this);
        }
        int width = header.type().bytes();
        return bytes.view(header.dataOffset() + first * width, Math.multiplyExact(count, width))
                .order(header.order());
    }

    @Override
    public String toString() {
        return name + " (" + header.type().code() + " " + header.sizes() + ")";
    }
}
