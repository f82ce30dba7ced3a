package dev.espquant.evaluator.data;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the head of a {@code .npy} file says (format versions 1.0 to 3.0 of NumPy's "NEP 1"), checked against the file's length: whoever
 * holds a header can read every element it promises.
 *
 * @param type element type
 * @param order byte order of the elements
 * @param sizes of the array, row major
 * @param dataOffset where the first element is, in bytes from the head of the file
 */
record NpyHeader(NpyType type, ByteOrder order, ImmutableLongArray sizes, int dataOffset) {
    /** Bytes within which a header must end: NumPy's own headers have 128, and NumPy refuses text beyond 10,000. */
    static final int LIMIT = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    long elementCount() {
        return Shape.elementCount(sizes.toArray());
    }

    /**
     * @param head the first bytes of the file, {@link #LIMIT} of them or all
     * @param length of the file in bytes
     * @param file named in errors
     */
    static NpyHeader parse(ByteBuffer head, long length, String file) {
        ByteBuffer in = head.slice().order(ByteOrder.LITTLE_ENDIAN);
        require(in.remaining() >= 10, file, "the file is too short for a .npy header");
        for (byte expected : MAGIC) {
            require(in.get() == expected, file, "this is no .npy file (its first bytes are not \\x93NUMPY)");
        }
        int major = in.get();
        int minor = in.get();
        require(
                major >= 1 && major <= 3 && minor == 0,
                file,
                ".npy format version " + major + "." + minor + " is unknown; 1.0, 2.0 and 3.0 are read");
        require(in.remaining() >= 4, file, "the file ends inside its header");
        long textLength = major == 1 ? in.getShort() & 0xffff : in.getInt() & 0xffffffffL;
        require(in.position() + textLength <= length, file, "the file ends inside its header");
        require(
                textLength <= in.remaining(),
                file,
                "the header claims " + textLength + " bytes; no array of numbers needs more than " + LIMIT);
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        byte[] text = new byte[(int) textLength];
        in.get(text);
        return new NpyHeaderText(new String(text, charset), file)
                .parse(in.position())
                .checked(length, file);
    }

    private NpyHeader checked(long length, String file) {
        long expected;
        try {
            expected = Math.addExact(dataOffset, Math.multiplyExact(elementCount(), (long) type.bytes()));
        } catch (ArithmeticException e) {
            throw error(file, "no file can hold an array of shape " + sizes);
        }
        String promise =
                "its header promises shape " + sizes + " of " + type.code() + ", " + expected + " bytes in all";
        require(length >= expected, file, "the file is cut off: " + promise + ", it has " + length);
        require(
                length == expected,
                file,
                "the file has more than one array or foreign bytes at its end: " + promise + ", it has " + length);
        return this;
    }

    static void require(boolean condition, String file, String reason) {
        if (!condition) {
            throw error(file, reason);
        }
    }

    static GraphException error(String file, String reason) {
        return GraphException.because(reason)
                .file(file)
                .fix("write it anew with numpy.save(file, array)")
                .build();
    }
}
