package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Samples for a model, in a fixed order, read batch by batch: memory is needed for what is read at once, however many samples there are.
 * Reading is safe from several threads.
 */
public interface SampleSource {
    /** Hexadecimal digits of a content hash. */
    int HASH_DIGITS = SampleHash.DIGITS;

    /** How many samples there are; at least one. */
    int count();

    /** The sizes of one sample for each model input, in the order of the model, without the batch dimension. */
    ImmutableMap<String, long[]> sampleSizes();

    /** Samples {@code from} to {@code from + count - 1}: per model input a tensor whose first dimension is the batch. */
    ImmutableMap<String, FloatTensor> read(int from, int count);

    /**
     * Samples {@code from} to {@code from + count - 1} in buffers that the caller has.
     *
     * @param targets one per model input; each is filled from its start, and may be larger
     */
    default void read(int from, int count, Map<String, FloatBuffer> targets) {
        read(from, count).forEach((name, tensor) -> {
            FloatBuffer target = targets.get(name);
            if (target != null) {
                target.put(0, tensor.values());
            }
        });
    }

    /** Identifies what a sample feeds to the model: see {@link SampleHash}. */
    default String contentHash(int sample) {
        return SampleHash.of(
                read(sample, 1).values().stream()
                        .map(tensor -> FloatBuffer.wrap(tensor.values()))
                        .toList(),
                0,
                1);
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
