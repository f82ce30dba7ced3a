package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Shape;

/** Some of another source's samples, in a given order. */
record SelectedSamples(SampleSource all, ImmutableIntArray rows) implements SampleSource {
    @Override
    public int count() {
        return rows.length();
    }

    @Override
    public ImmutableMap<String, long[]> sampleSizes() {
        return all.sampleSizes();
    }

    @Override
    public ImmutableMap<String, FloatTensor> read(int from, int count) {
        ImmutableMap.Builder<String, FloatTensor> batch = ImmutableMap.builder();
        sampleSizes().forEach((input, sizes) -> batch.put(input, read(input, sizes, from, count)));
        return batch.buildOrThrow();
    }

    private FloatTensor read(String input, long[] sampleSizes, int from, int count) {
        FloatTensor result = FloatTensor.of(
                SampleSource.withBatch(count, sampleSizes),
                new float[Math.toIntExact(Shape.elementCount(sampleSizes)) * count]);
        int length = result.sampleLength();
        for (int i = 0; i < count; i++) {
            FloatTensor sample = all.read(rows.get(from + i), 1).get(input);
            if (sample == null) {
                throw new IllegalStateException("the source no longer has input '" + input + "'");
            }
            System.arraycopy(sample.values(), 0, result.values(), i * length, length);
        }
        return result;
    }
}
