package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.espdl.EspdlKernels;
import dev.espquant.evaluator.espdl.EspdlProgram;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.ValueInfo;
import dev.espquant.lowering.DraftValue;
import dev.espquant.lowering.LoweredModel;
import dev.espquant.lowering.Lowering;
import dev.espquant.lowering.Permutation;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.espdl3.EspDl3;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs a model quantized for ESP-DL 3.x: lowers it as an exporter would and simulates the result, batches of samples at a time. Values come back in the order
 * of ONNX, whatever layout the runtime has them in; those that it computes in floats as real numbers.
 */
public final class LoweredExecutor implements QuantizedExecutor {
    private final QuantizedGraph quantized;
    private final LoweredModel lowered;
    private final PlanChoice plans;
    private final Rounding rounding;
    private final int threads;

    private LoweredExecutor(QuantizedGraph quantized, LoweredModel lowered, int threads) {
        this.quantized = quantized;
        this.lowered = lowered;
        EspdlProgram program = EspdlProgram.of(lowered.model().graph(), quantized.runtime(), EspdlKernels.load());
        Engine engine = Engine.best();
        ImmutableMap<String, ImmutableLongArray> orders = ImmutableMap.copyOf(Maps.transformValues(
                Maps.filterValues(lowered.values(), LoweredExecutor::isChannelsLast), DraftValue::sizes));
        this.plans = new PlanChoice(
                keep -> ExecutionPlan.compile(program, orders, engine, keep),
                lowered.values().keySet());
        this.rounding = new Rounding(EspDl3.arithmetic(quantized.runtime()).shiftRounding());
        this.threads = threads;
    }

    public static LoweredExecutor of(QuantizedGraph quantized, int threads) {
        return new LoweredExecutor(quantized, Lowering.lower(quantized, ImmutableMap.of()), threads);
    }

    /** What is simulated. */
    public LoweredModel lowered() {
        return lowered;
    }

    @Override
    public IntTensor quantizeInput(String name, FloatTensor real) {
        QuantizationParameters parameters = quantized.parameters(name);
        BitWidth bits = parameters.bits();
        float scale = Rounding.power(-parameters.exponent());
        float[] values = real.values();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw GraphException.because("element " + i + " of its data is " + values[i])
                        .value(name)
                        .fix("remove the sample, or mend what produces it")
                        .build();
            }
            integers[i] = bits.saturate(rounding.round(values[i] * scale));
        }
        return IntTensor.of(real.sizes(), integers);
    }

    @Override
    public FloatTensor toFloat(String name, IntTensor integers) {
        float scale = Rounding.power(quantized.exponent(name));
        int[] values = integers.values();
        float[] real = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            real[i] = values[i] * scale;
        }
        return FloatTensor.of(integers.sizes(), real);
    }

    @Override
    public SimulationResult run(Map<String, IntTensor> inputs, Set<String> keep) {
        int runs = runs(inputs);
        Map<String, SampleValues> values = new LinkedHashMap<>();
        lowered.values().forEach((name, value) -> {
            if (keep.contains(name)) {
                values.put(name, new SampleValues(asPlansGive(value), runs));
            }
        });
        Map<String, SampleValues> sources = new LinkedHashMap<>();
        inputs.forEach((name, tensor) ->
                sources.put(name, new SampleValues(asPlansGive(lowered.value(name)), tensor.values())));
        WorkspacePool pool = plans.plan(values.keySet());
        long[] overflows = pool.run(
                runs,
                threads,
                (workspace, first, count, counts) -> run(workspace, sources, values, first, count, counts));
        return result(values, overflows(overflows));
    }

    private static boolean isChannelsLast(DraftValue value) {
        return value.type() != DataType.FLOAT && value.layout().isChannelsLast();
    }

    /** Plans turn channels last into the order of ONNX by themselves. */
    private static DraftValue asPlansGive(DraftValue value) {
        Permutation layout =
                isChannelsLast(value) ? Permutation.identity(value.sizes().length()) : value.layout();
        return new DraftValue(value.type(), value.exponent(), value.sizes(), layout);
    }

    /** Runs some of the samples. */
    private static void run(
            ExecutionPlan.Workspace workspace,
            Map<String, SampleValues> sources,
            Map<String, SampleValues> values,
            int first,
            int count,
            long[] overflows) {
        sources.forEach((name, source) -> source.write(name, first, count, workspace));
        workspace.run(count, overflows, (name, reader) -> {
            SampleValues value = values.get(name);
            if (value != null) {
                value.read(first, count, reader);
            }
        });
    }

    private Map<String, Long> overflows(long[] counts) {
        Map<String, Long> overflows = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                overflows.merge(lowered.model().graph().nodes().get(i).name(), counts[i], Long::sum);
            }
        }
        return overflows;
    }

    private static SimulationResult result(Map<String, SampleValues> values, Map<String, Long> overflows) {
        ImmutableMap.Builder<String, IntTensor> integers = ImmutableMap.builder();
        ImmutableMap.Builder<String, FloatTensor> reals = ImmutableMap.builder();
        values.forEach((name, value) -> {
            value.integers().ifPresent(tensor -> integers.put(name, tensor));
            value.reals().ifPresent(tensor -> reals.put(name, tensor));
        });
        return new SimulationResult(integers.buildOrThrow(), ImmutableMap.copyOf(overflows), reals.buildOrThrow());
    }

    /** How often the model must run: the elements given for each input over those that it takes at once. */
    private int runs(Map<String, IntTensor> inputs) {
        int runs = -1;
        for (ValueInfo input : quantized.graph().inputs()) {
            IntTensor tensor = inputs.get(input.name());
            DraftValue value = lowered.value(input.name());
            int one = Math.toIntExact(value.sizes().stream().reduce(1, (a, b) -> a * b));
            if (tensor == null || tensor.elementCount() % one != 0) {
                throw GraphException.because(
                                tensor == null
                                        ? "its integers are missing"
                                        : "its " + tensor + " do not make whole samples of " + value.sizes())
                        .value(input.name())
                        .fix("give whole samples for every input")
                        .build();
            }
            int own = tensor.elementCount() / one;
            if (runs >= 0 && runs != own) {
                throw GraphException.because("it has " + own + " samples, another input " + runs)
                        .value(input.name())
                        .fix("give as many for each input")
                        .build();
            }
            runs = own;
        }
        return runs;
    }
}
