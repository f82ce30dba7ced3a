package dev.espquant.cli;

import dev.espquant.evaluator.EvaluatedBatch;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpzWriter;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the values of an evaluation in an {@code .npz}: one array per value, named as in the model, the samples along the first axis.
 * Integers as int8 or int16, or the real numbers that they stand for as float32; what the runtime gives as floats as it is.
 */
final class OutputsFile implements EvaluatedBatch.Listener, AutoCloseable {
    private final NpzWriter npz;
    private final QuantizedGraph quantized;
    private final int samples;
    private final boolean toFloat;
    private final boolean allValues;
    private final Map<String, NpzWriter.ArrayWriter> arrays = new LinkedHashMap<>();

    OutputsFile(Path file, QuantizedGraph quantized, int samples, boolean toFloat, boolean allValues) {
        this.npz = NpzWriter.to(file);
        this.quantized = quantized;
        this.samples = samples;
        this.toFloat = toFloat;
        this.allValues = allValues;
    }

    @Override
    public void accept(EvaluatedBatch batch) {
        try {
            for (Map.Entry<String, IntTensor> value : batch.integers().entrySet()) {
                if (allValues || quantized.graph().isOutput(value.getKey())) {
                    append(value.getKey(), value.getValue(), batch.count());
                }
            }
            for (Map.Entry<String, FloatTensor> value : batch.reals().entrySet()) {
                if (allValues || quantized.graph().isOutput(value.getKey())) {
                    array(value.getKey(), NpyType.FLOAT32, value.getValue().sizes(), batch.count())
                            .append(value.getValue().values());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String name, IntTensor value, int count) throws IOException {
        NpzWriter.ArrayWriter array = array(name, type(name), value.sizes(), count);
        if (toFloat) {
            array.append(reals(name, value));
        } else {
            array.append(value.values());
        }
    }

    private NpzWriter.ArrayWriter array(String name, NpyType type, long[] batchSizes, int count) throws IOException {
        NpzWriter.ArrayWriter array = arrays.get(name);
        if (array == null) {
            long[] sizes = batchSizes.clone();
            sizes[0] = sizes[0] / count * samples;
            array = npz.add(name, type, sizes);
            arrays.put(name, array);
        }
        return array;
    }

    private NpyType type(String name) {
        if (toFloat) {
            return NpyType.FLOAT32;
        }
        return quantized.parameters(name).bits() == BitWidth.INT8 ? NpyType.INT8 : NpyType.INT16;
    }

    private float[] reals(String name, IntTensor value) {
        float scale = Math.scalb(1f, quantized.exponent(name));
        int[] integers = value.values();
        float[] reals = new float[integers.length];
        for (int i = 0; i < integers.length; i++) {
            reals[i] = integers[i] * scale;
        }
        return reals;
    }

    /** Writes the file. */
    void finish() throws IOException {
        npz.finish();
    }

    @Override
    public void close() throws IOException {
        npz.close();
    }
}
