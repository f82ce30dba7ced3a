package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;

/** Samples, normalized as the metadata of a model demand: see {@link InputNormalization}. */
public final class NormalizedSampleSource implements SampleSource {
    private final SampleSource samples;
    private final ImmutableMap<String, InputNormalization> normalizations;

    private NormalizedSampleSource(SampleSource samples, ImmutableMap<String, InputNormalization> normalizations) {
        this.samples = samples;
        this.normalizations = normalizations;
    }

    /** The samples as the model takes them; the source itself if the model demands nothing. */
    public static SampleSource of(SampleSource samples, Model model) {
        ImmutableMap.Builder<String, InputNormalization> builder = ImmutableMap.builder();
        for (String input : samples.sampleSizes().keySet()) {
            InputNormalization.of(model, input).ifPresent(n -> builder.put(input, n));
        }
        ImmutableMap<String, InputNormalization> normalizations = builder.buildOrThrow();
        return normalizations.isEmpty() ? samples : new NormalizedSampleSource(samples, normalizations);
    }

    @Override
    public int count() {
        return samples.count();
    }

    @Override
    public ImmutableMap<String, long[]> sampleSizes() {
        return samples.sampleSizes();
    }

    @Override
    public ImmutableMap<String, FloatTensor> read(int from, int count) {
        ImmutableMap<String, long[]> sizes = sampleSizes();
        ImmutableMap.Builder<String, FloatTensor> batch = ImmutableMap.builder();
        samples.read(from, count).forEach((name, tensor) -> {
            InputNormalization normalization = normalizations.get(name);
            long[] sampleSizes = sizes.get(name);
            if (normalization == null || sampleSizes == null) {
                batch.put(name, tensor);
                return;
            }
            float[] values = tensor.values().clone();
            normalization.apply(values, sampleSizes);
            batch.put(name, FloatTensor.of(tensor.sizes(), values));
        });
        return batch.buildOrThrow();
    }
}
