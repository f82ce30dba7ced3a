package dev.espquant.evaluator.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;

/** The hash that identifies what a sample feeds to a model: {@link Murmur128} over the little-endian float32 values of all inputs. */
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
        Murmur128 hash = new Murmur128();
        byte[] bytes = new byte[Float.BYTES * PIECE];
        FloatBuffer piece =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (FloatBuffer input : inputs) {
            int length = input.capacity() / count;
            for (int from = index * length, end = from + length; from < end; from += PIECE) {
                int size = Math.min(PIECE, end - from);
                piece.put(0, input, from, size);
                hash.update(bytes, Float.BYTES * size);
            }
        }
        return hash.digest();
    }
}
