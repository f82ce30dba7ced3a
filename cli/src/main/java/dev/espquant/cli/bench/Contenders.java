package dev.espquant.cli.bench;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.QuantizedExecutor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.RepeatedRun;
import dev.espquant.exporter.qdq.QdqModel;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.QuantizedGraph;

/**
 * The same images, computed by those whose speed is compared: ONNX Runtime in float32, ONNX Runtime over the integers of format {@code qdq}, and the
 * simulator in both widths. Inputs are prepared before, so each run is computing alone.
 */
public final class Contenders implements AutoCloseable {
    public static final String ORT_FLOAT = "ort_fp32";
    public static final String ORT_INT8 = "ort_qdq_int8";
    public static final String INT8 = "int8";
    public static final String INT16 = "int16";

    private final RepeatedRun floats;
    private final RepeatedRun integers;
    private final ImmutableMap<String, Runnable> byName;

    private Contenders(RepeatedRun floats, RepeatedRun integers, Runnable int8, Runnable int16) {
        this.floats = floats;
        this.integers = integers;
        this.byName = ImmutableMap.of(ORT_FLOAT, floats::run, ORT_INT8, integers::run, INT8, int8, INT16, int16);
    }

    /**
     * Prepares everything.
     *
     * @param model the float model
     * @param quantized the same in integers
     * @param images that one run computes
     * @param threads of each contender
     */
    public static Contenders of(Model model, QuantizedPair quantized, int images, int threads) {
        QuantizedGraph int8 = quantized.int8();
        // Numbers that use the whole range of the integers, as real images do.
        ImmutableMap<String, FloatTensor> inputs = RandomImages.of(
                model.graph(),
                images,
                input -> Math.scalb((double) int8.scheme().bits().max(), int8.exponent(input)));
        Runnable simulator8 = simulation(int8, inputs, threads);
        Runnable simulator16 = simulation(quantized.int16(), inputs, threads);
        RepeatedRun floats = RepeatedRun.open(model, inputs, threads);
        try {
            RepeatedRun integers = RepeatedRun.open(QdqModel.of(int8), inputs, threads);
            return new Contenders(floats, integers, simulator8, simulator16);
        } catch (RuntimeException e) {
            floats.close();
            throw e;
        }
    }

    private static Runnable simulation(
            QuantizedGraph quantized, ImmutableMap<String, FloatTensor> images, int threads) {
        QuantizedExecutor simulator = QuantizedExecutor.of(quantized, threads);
        ImmutableSet<String> outputs =
                quantized.graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        ImmutableMap.Builder<String, IntTensor> integers = ImmutableMap.builder();
        images.forEach((name, reals) -> integers.put(name, simulator.quantizeInput(name, reals)));
        ImmutableMap<String, IntTensor> inputs = integers.buildOrThrow();
        return () -> {
            SimulationResult result = simulator.run(inputs, outputs);
            if (result.values().isEmpty() && result.reals().isEmpty()) {
                throw new IllegalStateException("the model has no outputs");
            }
        };
    }

    /** Each by its name; one run computes all images once. */
    public ImmutableMap<String, Runnable> byName() {
        return byName;
    }

    /** Frees ONNX Runtime's memory. */
    @Override
    public void close() {
        floats.close();
        integers.close();
    }
}
