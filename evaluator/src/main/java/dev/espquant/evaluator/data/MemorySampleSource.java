package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;

/** Samples in memory. */
final class MemorySampleSource implements SampleSource {
    private final ImmutableMap<String, FloatTensor> inputs;
    private final int count;

    MemorySampleSource(ImmutableMap<String, FloatTensor> inputs) {
        long[] counts =
                inputs.values().stream().mapToLong(t -> t.size(0)).distinct().toArray();
        if (counts.length != 1 || counts[0] < 1) {
            throw new IllegalArgumentException("every input needs the same number of samples, found " + inputs);
        }
        this.inputs = inputs;
        this.count = (int) counts[0];
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public ImmutableMap<String, long[]> sampleSizes() {
        return ImmutableMap.copyOf(Maps.transformValues(inputs, t -> SampleSource.withoutBatch(t.sizes())));
    }

    @Override
    public ImmutableMap<String, FloatTensor> read(int from, int samples) {
        return ImmutableMap.copyOf(Maps.transformValues(inputs, t -> {
            int length = t.sampleLength();
            float[] values = Arrays.copyOfRange(t.values(), from * length, (from + samples) * length);
            return FloatTensor.of(SampleSource.withBatch(samples, SampleSource.withoutBatch(t.sizes())), values);
        }));
    }
}
