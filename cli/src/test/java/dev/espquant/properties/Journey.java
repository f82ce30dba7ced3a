package dev.espquant.properties;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.Simulator;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One model on its way to integers, in one mode.
 *
 * @param seed gives model and data again
 * @param model float, optimized or not
 * @param samples what it is calibrated with
 * @param table the result of calibration
 */
record Journey(long seed, Model model, Map<String, FloatTensor> samples, Mode mode, QuantizationTable table) {

    /** What a user chooses when calibrating. */
    record Mode(QuantizationScheme scheme, String method) {
        static final ImmutableList<Mode> ALL = ImmutableList.of(
                new Mode(QuantizationScheme.INT8_PER_TENSOR, "minmax"),
                new Mode(QuantizationScheme.INT8_PER_CHANNEL, "minmax"),
                new Mode(QuantizationScheme.INT16_PER_TENSOR, "minmax"),
                new Mode(QuantizationScheme.INT8_PER_TENSOR, "entropy"),
                new Mode(QuantizationScheme.INT8_PER_CHANNEL, "entropy"));

        CalibrationOptions options() {
            return CalibrationOptions.of(anyTarget().require(Runtime.ESP_DL_1), scheme)
                    .withMethod(method)
                    .withExecutor(ExecutorOptions.DEFAULT.withThreads(1));
        }

        @Override
        public String toString() {
            return scheme + " " + method;
        }
    }

    static ImmutableList<Target> targets() {
        return Targets.load().all().stream()
                .filter(target -> target.runtime(Runtime.ESP_DL_1).isPresent())
                .collect(ImmutableList.toImmutableList());
    }

    /** One chip for each width of accumulators: chips of one width compute the same. */
    List<Target> laneWidths() {
        Map<Integer, Target> byWidth = new LinkedHashMap<>();
        for (Target target : targets()) {
            int width = target.require(Runtime.ESP_DL_1)
                    .arithmetic()
                    .accumulatorBits(table.scheme().bits());
            byWidth.putIfAbsent(width, target);
        }
        return List.copyOf(byWidth.values());
    }

    static Target anyTarget() {
        return targets().get(0);
    }

    /** The float half of a journey; every third model goes through the optimizer, as a user's would. */
    static Journey begin(long seed, int mostNodes, Mode mode) {
        Random random = new Random(seed);
        RandomModels.Drawn drawn = RandomModels.draw(random, mostNodes);
        Map<String, FloatTensor> samples = RandomData.samples(random, drawn.inputs());
        Model model = seed % 3 == 0
                ? Optimizer.optimize(drawn.model(), OptimizerOptions.of(seed % 2 == 0 ? Preset.MISSION : Preset.FULL))
                        .model()
                : drawn.model();
        return of(seed, model, samples, mode);
    }

    /** Calibrates a model. */
    static Journey of(long seed, Model model, Map<String, FloatTensor> samples, Mode mode) {
        return new Journey(
                seed,
                model,
                samples,
                mode,
                Calibrator.report(model, SampleSource.of(samples), mode.options())
                        .table());
    }

    QuantizedGraph quantize(Target target) {
        return Quantizer.quantize(model, table, target, Runtime.ESP_DL_1);
    }

    /** The samples as integers. */
    ImmutableMap<String, IntTensor> integers(Simulator simulator) {
        ImmutableMap.Builder<String, IntTensor> integers = ImmutableMap.builder();
        samples.forEach((name, real) -> integers.put(name, simulator.quantizeInput(name, real)));
        return integers.buildOrThrow();
    }

    SimulationResult simulate(Target target) {
        Simulator simulator = Simulator.of(quantize(target)).withThreads(1);
        return simulator.runAll(integers(simulator));
    }

    int sampleCount() {
        return (int) samples.values().iterator().next().size(0);
    }

    /** The graph with all shapes known, for one image. */
    Graph oneImage() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        samples.forEach((name, real) -> {
            long[] sizes = real.sizes();
            sizes[0] = 1;
            shapes.put(name, Shape.of(sizes));
        });
        return ShapeInference.infer(model, shapes).graph();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + ", " + mode + ", opset " + model.opset() + ":");
        model.graph().inputs().forEach(i -> text.append("\n  ").append(i));
        model.graph()
                .nodes()
                .forEach(n -> text.append("\n  ")
                        .append(n.opType())
                        .append(n.inputs())
                        .append(" -> ")
                        .append(n.outputs())
                        .append(' ')
                        .append(n.attributes()));
        return text.toString();
    }
}
