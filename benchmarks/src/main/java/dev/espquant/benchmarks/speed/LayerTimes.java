package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.cli.bench.QuantizedPair;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.evaluator.plan.PlanProfile;
import dev.espquant.exporter.qdq.QdqModel;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Where the time of a model goes, layer by layer: the int8 simulator's on one thread, and ONNX Runtime's over floats and over integers. */
public final class LayerTimes {
    private static final String CHIP = "esp32s3";

    private final Model model;
    private final QuantizedGraph quantized;
    private final Graph graph;

    private LayerTimes(Model original) {
        this.model = Optimizer.optimize(original, OptimizerOptions.of(Preset.MISSION))
                .model();
        this.quantized = QuantizedPair.of(
                        model, Optional.empty(), Targets.load().get(CHIP), Runtime.ESP_DL_1)
                .int8();
        this.graph = oneImage(quantized.model());
    }

    /** Prints the tables of the model that the first argument names; a second one is ONNX Runtime's batch, 0 for no table of it. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: LayerTimes MODEL.onnx [BATCH]");
            System.exit(2);
        }
        int batch = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 64;
        print(OnnxReader.read(Path.of(arguments[0])), batch, Duration.ofSeconds(10), Duration.ofSeconds(4), System.out);
    }

    /** Prints the tables of a model. */
    static void print(Model model, int batch, Duration warmUp, Duration time, PrintStream to) throws IOException {
        LayerTimes times = new LayerTimes(model);
        times.printEngine(warmUp, time, to);
        if (batch > 0) {
            times.printRuntime("float32", times.model, batch, time, to);
            times.printRuntime("QDQ", QdqModel.of(times.quantized), batch, time, to);
        }
    }

    private void printEngine(Duration warmUp, Duration time, PrintStream to) {
        ExecutionPlan plan = ExecutionPlan.compile(
                quantized, graph, Kernels.load(Runtime.ESP_DL_1), Engine.best(), ImmutableSet.of());
        List<PlanProfile.StepTime> steps = PlanProfile.of(plan, images(), warmUp, time);
        double total = steps.stream().mapToDouble(PlanProfile.StepTime::nanos).sum();
        row(to, "int8, pieces of " + plan.pieceImages(), "shape", "ns/image", "%", "G products/s");
        for (PlanProfile.StepTime step : steps) {
            double products = step.node() < 0
                    ? 0
                    : Work.of(graph, graph.nodes().get(step.node())).products();
            row(
                    to,
                    step.kernel(),
                    step.node() < 0 ? "" : shape(graph.nodes().get(step.node())),
                    format(step.nanos()),
                    format(100 * step.nanos() / total),
                    format(products / step.nanos()));
        }
        row(to, "all", "", format(total), "100", format(Work.of(model).products() / total));
    }

    private void printRuntime(String title, Model what, int batch, Duration time, PrintStream to) throws IOException {
        Map<String, Double> nodes = OrtProfile.nanosPerImage(what, batch, time);
        double total = nodes.values().stream().mapToDouble(n -> n).sum();
        row(to, "ONNX Runtime, " + title, "", "ns/image", "%", "");
        nodes.forEach((name, nanos) -> row(to, name, "", format(nanos), format(100 * nanos / total), ""));
        row(to, "all", "", format(total), "100", "");
    }

    private ImmutableMap<String, int[]> images() {
        Random random = new Random(11);
        ImmutableMap.Builder<String, int[]> images = ImmutableMap.builder();
        for (ValueInfo input : graph.inputs()) {
            int elements = Math.toIntExact(
                    Shape.elementCount(graph.shape(input.name()).orElseThrow().sizes()));
            images.put(input.name(), random.ints(elements, -128, 128).toArray());
        }
        return images.buildOrThrow();
    }

    /** Window or kind of a node, its input and output. */
    private String shape(Node node) {
        String weights = node.inputs().size() > 1
                ? graph.initializer(node.inputs().get(1))
                        .map(w -> " " + sizes(w.sizes()))
                        .orElse("")
                : "";
        return node.opType() + weights + ": " + sizes(node.inputs().get(0)) + " to " + sizes(node.output());
    }

    private String sizes(String value) {
        return sizes(graph.shape(value).orElseThrow().sizes());
    }

    private static String sizes(long... sizes) {
        List<String> texts = new ArrayList<>();
        for (long size : sizes) {
            texts.add(String.valueOf(size));
        }
        return String.join("x", texts);
    }

    private static Graph oneImage(Model model) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            Shape shape = model.graph().shape(input.name()).orElseThrow();
            shapes.put(input.name(), shape.with(0, Dimension.of(1)));
        }
        return ShapeInference.infer(model, shapes).graph();
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, number < 100 ? "%.1f" : "%.0f", number);
    }

    private static void row(PrintStream to, String kernel, String shape, String nanos, String share, String speed) {
        to.printf(Locale.ROOT, "%-40s %-52s %10s %6s %8s%n", kernel, shape, nanos, share, speed);
    }
}
