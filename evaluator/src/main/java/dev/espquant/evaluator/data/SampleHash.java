package dev.espquant.evaluator.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** The hash that identifies what a sample feeds to a model: SHA-256 over the little-endian float32 values of all inputs, cut to 16 bytes. */
public final class SampleHash {
    /** Hexadecimal digits: half of SHA-256, which is plenty to tell samples apart. */
    static final int DIGITS = 32;

    private static final int PIECE = 2048;

    private SampleHash() {}

    /**
     * The hash of one of several samples.
     *
     * @param inputs one buffer per model input, from its start to its capacity: the values of all samples, one after the other
     * @param index of the sample
     * @param count of the samples in the buffers
     */
    public static String of(Collection<FloatBuffer> inputs, int index, int count) {
        MessageDigest digest = sha256();
        byte[] bytes = new byte[Float.BYTES * PIECE];
        FloatBuffer piece =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (FloatBuffer input : inputs) {
            int length = input.capacity() / count;
            for (int from = index * length, end = from + length; from < end; from += PIECE) {
                int size = Math.min(PIECE, end - from);
                piece.put(0, input, from, size);
                digest.update(bytes, 0, Float.BYTES * size);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
