package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.LoweredExecutor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.ir.espdl.EspdlWriter;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Laws of ESP-DL 3.x over random models: what is lowered and simulated in 16 bits is what the float model computes, but for rounding, whatever
 * layouts and conversions lie between; what is written is read again as it was; a table and a target always give the same file.
 */
class LoweredModelsTest {
    private static final int MODELS = 90;

    /** Signal over noise that 16 bits reach in the worst of these models, whose values spread over many powers of two. */
    private static final double LEAST_DECIBELS = 30;

    @Test
    void integersFollowTheFloatModel() {
        int run = 0;
        for (long seed = 1; seed <= MODELS; seed++) {
            Random random = new Random(seed);
            RandomModels.Drawn drawn = RandomModels.draw(random, 12);
            Map<String, FloatTensor> samples = RandomData.samples(random, drawn.inputs());
            Target target = targets().get((int) (seed % targets().size()));
            Model model = ShapeInference.infer(drawn.model());
            if (target.require(Runtime.ESP_DL_3)
                    .operators()
                    .check(model.graph())
                    .isEmpty()) {
                check(seed, drawn.model(), samples, target);
                run++;
            }
        }
        assertThat(run).as("models that the runtime can run").isGreaterThan(MODELS / 3);
    }

    static List<Target> targets() {
        return Targets.load().all().stream()
                .filter(t -> t.runtime(Runtime.ESP_DL_3).isPresent())
                .toList();
    }

    static void check(long seed, Model model, Map<String, FloatTensor> samples, Target target) {
        QuantizedGraph wide = quantize(model, samples, target, BitWidth.INT16, ImmutableSet.of());
        LoweredExecutor executor = LoweredExecutor.of(wide, 1);
        SimulationResult integers = run(executor, samples, wide);
        ImmutableSet<String> outputs =
                model.graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        try (FloatExecutor floats = FloatExecutor.open(wide.model(), outputs, ExecutorOptions.DEFAULT.withThreads(1))) {
            floats.run(samples)
                    .forEach((name, real) -> assertThat(decibels(real, real(executor, integers, name)))
                            .as(
                                    "seed %d, %s, output %s of %s",
                                    seed, target.name(), name, model.graph().nodes())
                            .isGreaterThan(LEAST_DECIBELS));
        }
        ImmutableSet<String> some = model.graph().nodes().stream()
                .filter(n -> new Random(seed + n.name().hashCode()).nextBoolean())
                .map(n -> n.name())
                .collect(ImmutableSet.toImmutableSet());
        EspdlModel mixed = LoweredExecutor.of(quantize(model, samples, target, BitWidth.INT8, some), 1)
                .lowered()
                .model();
        byte[] bytes = EspdlWriter.toBytes(mixed);
        EspdlModel again = EspdlReader.open(bytes, "memory", Optional.empty()).onlyModel();
        assertThat(again.graph().values()).isEqualTo(mixed.graph().values());
        assertThat(EspdlWriter.toBytes(again)).isEqualTo(bytes);
    }

    static QuantizedGraph quantize(
            Model model, Map<String, FloatTensor> samples, Target target, BitWidth bits, ImmutableSet<String> wide) {
        TargetRuntime facts = target.require(Runtime.ESP_DL_3);
        QuantizationScheme perChannel = new QuantizationScheme(bits, Granularity.PER_CHANNEL);
        QuantizationScheme scheme = facts.schemes().contains(perChannel)
                ? perChannel
                : new QuantizationScheme(bits, Granularity.PER_TENSOR);
        QuantizationTable table = Calibrator.report(
                        model,
                        SampleSource.of(samples),
                        CalibrationOptions.of(facts, scheme)
                                .withInt16Nodes(wide)
                                .withExecutor(ExecutorOptions.DEFAULT.withThreads(1)))
                .table();
        return Quantizer.quantize(model, table, target, Runtime.ESP_DL_3);
    }

    private static SimulationResult run(
            LoweredExecutor executor, Map<String, FloatTensor> samples, QuantizedGraph quantized) {
        ImmutableMap.Builder<String, IntTensor> integers = ImmutableMap.builder();
        samples.forEach((name, real) -> integers.put(name, executor.quantizeInput(name, real)));
        return executor.run(integers.buildOrThrow(), quantized.values().keySet());
    }

    private static FloatTensor real(LoweredExecutor executor, SimulationResult result, String name) {
        FloatTensor real = result.reals().get(name);
        return real == null ? executor.toFloat(name, result.value(name)) : real;
    }

    /** Signal to noise; infinite where both are the same. */
    private static double decibels(FloatTensor expected, FloatTensor actual) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < expected.values().length; i++) {
            double error = expected.values()[i] - actual.values()[i];
            signal += (double) expected.values()[i] * expected.values()[i];
            noise += error * error;
        }
        return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
    }
}
