package dev.espquant.evaluator.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;

/**
 * The hash that identifies what a sample feeds to a model: 128 bits of MurmurHash3 over the little-endian float32 values of all inputs.
 * It takes half the time of SHA-256; two samples of the same hash can be made on purpose, by accident they happen once in 2^128 pairs.
 */
public final class SampleHash {
    /** Hexadecimal digits. */
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
        Hasher hash = Hashing.murmur3_128().newHasher();
        byte[] bytes = new byte[Float.BYTES * PIECE];
        FloatBuffer piece =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (FloatBuffer input : inputs) {
            int length = input.capacity() / count;
            for (int from = index * length, end = from + length; from < end; from += PIECE) {
                int size = Math.min(PIECE, end - from);
                piece.put(0, input, from, size);
                hash.putBytes(bytes, 0, Float.BYTES * size);
            }
        }
        return hash.hash().toString();
    }
}
