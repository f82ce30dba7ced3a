package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Computes, integer by integer, what a chip computes for a quantized model. Compiled once, run often; immutable and safe to share.
 *
 * <p>Inputs hold any number of images along their first axis. Images do not influence each other, and results do not depend on the number of
 * threads. Memory: one workspace per thread (the values of a few images that are alive at once, one or two
 * bytes an element) and the values that are kept.
 */
public final class Simulator implements QuantizedExecutor {
    private final QuantizedGraph quantized;
    private final CompiledGraph compiled;
    private final int threads;

    private Simulator(QuantizedGraph quantized, CompiledGraph compiled, int threads) {
        this.quantized = quantized;
        this.compiled = compiled;
        this.threads = threads;
    }

    /** A simulator with the kernels on the class path, on as many threads as there are processors. */
    public static Simulator of(QuantizedGraph quantized) {
        return of(quantized, Kernels.load(quantized.runtime().runtime()));
    }

    /** A simulator with given kernels. */
    public static Simulator of(QuantizedGraph quantized, Kernels kernels) {
        return new Simulator(
                quantized,
                CompiledGraph.of(quantized, kernels, Engine.best()),
                java.lang.Runtime.getRuntime().availableProcessors());
    }

    /**
     * A simulator that computes image by image with the kernels' own definitions, in plain integers: the specification that all faster ways are
     * compared with. Kernels may leave integers beyond a value's width.
     */
    public static Simulator reference(QuantizedGraph quantized, Kernels kernels) {
        return new Simulator(quantized, CompiledGraph.reference(quantized, kernels), 1);
    }

    /** The same simulator on so many threads, at least 1. */
    public Simulator withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: " + count);
        }
        return new Simulator(quantized, compiled, count);
    }

    public QuantizedGraph quantized() {
        return quantized;
    }

    /** Runs the model and keeps its outputs. */
    public SimulationResult run(Map<String, IntTensor> inputs) {
        return run(inputs, outputNames());
    }

    /** Runs the model and keeps every value, inputs included. */
    public SimulationResult runAll(Map<String, IntTensor> inputs) {
        return run(inputs, quantized.values().keySet());
    }

    /**
     * Runs the model.
     *
     * @param inputs every input's integers, all with the same number of images
     * @param keep names of the values to keep
     * @throws GraphException if an input is missing, unknown, of other sizes than the model's, or holds integers beyond its width
     */
    @Override
    public SimulationResult run(Map<String, IntTensor> inputs, Set<String> keep) {
        int images = ImageBatch.check(quantized, compiled, inputs);
        Map<String, int[]> results = new LinkedHashMap<>();
        for (String value : quantized.values().keySet()) {
            if (keep.contains(value)) {
                results.put(value, new int[total(value, images)]);
            }
        }
        keep.forEach(this::checkName);
        WorkspacePool pool = compiled.plan(results.keySet());
        long[] overflows = pool.run(
                images,
                threads,
                (workspace, first, count, counts) -> runPiece(workspace, inputs, results, first, count, counts));
        return new SimulationResult(tensors(results, images), overflows(overflows));
    }

    /**
     * The integers of real inputs: {@code value / 2^exponent}, rounded half to even, then saturated. A firmware may round otherwise: what it does
     * to its pixels is its own affair, and {@link #run} takes its integers as well.
     *
     * @throws GraphException if the name is no value of the model or a number is not finite
     */
    @Override
    public IntTensor quantizeInput(String name, FloatTensor real) {
        QuantizationParameters parameters = parameters(name);
        BitWidth bits = parameters.bits();
        double scale = Math.scalb(1.0, -parameters.exponent());
        float[] values = real.values();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw GraphException.because("element " + i + " of its data is " + values[i])
                        .value(name)
                        .fix("remove the sample, or mend what produces it")
                        .build();
            }
            integers[i] = bits.saturate((long) Math.rint(values[i] * scale));
        }
        return IntTensor.of(real.sizes(), integers);
    }

    /** The real numbers that integers of a value stand for. */
    @Override
    public FloatTensor toFloat(String name, IntTensor integers) {
        float scale = Math.scalb(1f, parameters(name).exponent());
        int[] values = integers.values();
        float[] real = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            real[i] = values[i] * scale;
        }
        return FloatTensor.of(integers.sizes(), real);
    }

    private void runPiece(
            ExecutionPlan.Workspace workspace,
            Map<String, IntTensor> inputs,
            Map<String, int[]> results,
            int first,
            int count,
            long[] overflows) {
        inputs.forEach((name, tensor) -> {
            int elements = elements(name);
            for (int image = 0; image < count; image++) {
                workspace.write(name, image, tensor.values(), (first + image) * elements);
            }
        });
        workspace.run(count, overflows, (name, reader) -> {
            int[] result = results.get(name);
            if (result != null) {
                int elements = elements(name);
                for (int image = 0; image < count; image++) {
                    reader.read(image, result, (first + image) * elements);
                }
            }
        });
    }

    private int elements(String value) {
        return Math.toIntExact(Shape.elementCount(compiled.sizes(value)));
    }

    private Set<String> outputNames() {
        Set<String> names = new LinkedHashSet<>();
        for (ValueInfo output : quantized.graph().outputs()) {
            names.add(output.name());
        }
        return names;
    }

    private int total(String value, int images) {
        try {
            return Math.toIntExact(Math.multiplyExact(Shape.elementCount(compiled.sizes(value)), images));
        } catch (ArithmeticException e) {
            throw GraphException.because(images + " images of it do not fit one array")
                    .value(value)
                    .fix("evaluate fewer images at a time")
                    .cause(e)
                    .build();
        }
    }

    private ImmutableMap<String, IntTensor> tensors(Map<String, int[]> results, int images) {
        ImmutableMap.Builder<String, IntTensor> tensors = ImmutableMap.builder();
        results.forEach((name, values) ->
                tensors.put(name, IntTensor.of(ImageBatch.sizes(compiled.sizes(name), images), values)));
        return tensors.buildOrThrow();
    }

    private ImmutableMap<String, Long> overflows(long[] counts) {
        ImmutableMap.Builder<String, Long> overflows = ImmutableMap.builder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                overflows.put(compiled.nodeNames().get(i), counts[i]);
            }
        }
        return overflows.buildOrThrow();
    }

    private void checkName(String name) {
        if (!quantized.values().containsKey(name)) {
            throw unknown(name);
        }
    }

    private QuantizationParameters parameters(String name) {
        checkName(name);
        return quantized.parameters(name);
    }

    private GraphException unknown(String name) {
        ImmutableSet<String> known = quantized.values().keySet();
        return GraphException.because("the model computes no such value")
                .value(name)
                .fix(Names.nearest(name, known)
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse("its inputs and outputs are "
                                + Arrays.toString(known.stream().limit(8).toArray())))
                .build();
    }
}
