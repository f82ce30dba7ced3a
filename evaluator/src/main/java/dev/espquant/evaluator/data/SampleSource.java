package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Map;

/**
 * Samples for a model, in a fixed order, read batch by batch: memory is needed for what is read at once, however many samples there are.
 * Reading is safe from several threads.
 */
public interface SampleSource {
    /** Hexadecimal digits of a content hash: half of SHA-256, which is plenty to tell samples apart. */
    int HASH_DIGITS = 32;

    /** How many samples there are; at least one. */
    int count();

    /** The sizes of one sample for each model input, in the order of the model, without the batch dimension. */
    ImmutableMap<String, long[]> sampleSizes();

    /** Samples {@code from} to {@code from + count - 1}: per model input a tensor whose first dimension is the batch. */
    ImmutableMap<String, FloatTensor> read(int from, int count);

    /** Identifies what a sample feeds to the model: SHA-256 over the little-endian float32 values of all inputs, cut to 16 bytes, hex. */
    default String contentHash(int sample) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (FloatTensor tensor : read(sample, 1).values()) {
            for (float value : tensor.values()) {
                hasher.putInt(Float.floatToRawIntBits(value)); // Guava's hashers take integers little endian
            }
        }
        return hasher.hash().toString().substring(0, HASH_DIGITS);
    }

    /** Samples that are in memory already: one tensor per model input, batch dimension first. */
    static SampleSource of(Map<String, FloatTensor> inputs) {
        return new MemorySampleSource(ImmutableMap.copyOf(inputs));
    }

    /** Part of an input's sizes: those of one sample. */
    static long[] withoutBatch(long[] sizes) {
        return Arrays.copyOfRange(sizes, 1, sizes.length);
    }

    /** The sizes of {@code count} samples. */
    static long[] withBatch(int count, long[] sampleSizes) {
        long[] sizes = new long[sampleSizes.length + 1];
        sizes[0] = count;
        System.arraycopy(sampleSizes, 0, sizes, 1, sampleSizes.length);
        return sizes;
    }
}
