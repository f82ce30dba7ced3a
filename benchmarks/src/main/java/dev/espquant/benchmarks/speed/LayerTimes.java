package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.cli.bench.QuantizedPair;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Where the time of an int8 model goes, step by step, on one thread: the median over pieces of a batch, for one image. Which steps there are, the plan
 * decides; each carries the name and the sizes of the value that it makes. Run it with
 *
 * <pre>java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.espquant.benchmarks.speed.LayerTimes DS_CNN</pre>
 */
public final class LayerTimes {
    private static final String CHIP = "esp32s3";
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int PIECES = 101;

    private final Graph graph;
    private final ExecutionPlan plan;
    private final ExecutionPlan.Workspace workspace;
    private final Map<String, double[]> times = new LinkedHashMap<>();
    private long last;

    private LayerTimes(Graph graph, ExecutionPlan plan) {
        this.graph = graph;
        this.plan = plan;
        this.workspace = plan.workspace(plan.pieceImages());
    }

    /** Prints the table of each model that is named as {@link BenchmarkModel} does. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: LayerTimes MODEL... of " + List.of(BenchmarkModel.values()));
            System.exit(2);
        }
        for (String name : arguments) {
            BenchmarkModel model = BenchmarkModel.valueOf(name.toUpperCase(Locale.ROOT));
            System.out.println("### " + model.title() + "\n" + of(model).table(PIECES, WARM_UP));
        }
    }

    /** A model, ready to be measured. */
    static LayerTimes of(BenchmarkModel benchmark) {
        Model model = Optimizer.optimize(benchmark.build(), OptimizerOptions.of(Preset.MISSION))
                .model();
        QuantizedGraph int8 = QuantizedPair.of(
                        model, Optional.empty(), Targets.load().get(CHIP), Runtime.ESP_DL_1)
                .int8();
        Map<String, Shape> one = new LinkedHashMap<>();
        for (ValueInfo input : int8.graph().inputs()) {
            one.put(input.name(), int8.graph().shape(input.name()).orElseThrow().with(0, Dimension.of(1)));
        }
        Graph graph = ShapeInference.infer(int8.model(), one).graph();
        Kernels kernels = Kernels.load(Runtime.ESP_DL_1);
        return new LayerTimes(graph, ExecutionPlan.compile(int8, graph, kernels, Engine.best(), ImmutableSet.of()));
    }

    /** A Markdown table of medians over so many pieces. */
    String table(int pieces, Duration warmUp) {
        fill();
        long end = System.nanoTime() + warmUp.toNanos();
        do {
            run(0, 1);
        } while (System.nanoTime() < end);
        times.clear();
        for (int piece = 0; piece < pieces; piece++) {
            run(piece, pieces);
        }
        ImmutableMap<String, Long> products = Work.products(graph);
        StringBuilder text = new StringBuilder("| value | sizes | ns/image | G products/s |\n|---|---|---|---|\n");
        double total = 0;
        for (Map.Entry<String, double[]> step : times.entrySet()) {
            double nanos = median(step.getValue()) / plan.pieceImages();
            total += nanos;
            String sizes = graph.shape(step.getKey()).map(Shape::toString).orElse("");
            text.append(row(step.getKey(), sizes, nanos, products.getOrDefault(producer(step.getKey()), 0L)));
        }
        long all = products.values().stream().mapToLong(Long::longValue).sum();
        return text + row("all", plan.pieceImages() + " images a piece", total, all);
    }

    /** The node whose time a value shows: behind an activation that disappeared, the layer before it. */
    private String producer(String value) {
        Node node = graph.producer(value).orElseThrow();
        return plan.absorbed().contains(node.inputs().get(0))
                ? producer(node.inputs().get(0))
                : node.output();
    }

    private static String row(String value, String sizes, double nanos, long products) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %s |%n",
                value,
                sizes,
                nanos,
                products == 0 ? "" : speed(products, nanos));
    }

    private static String speed(long products, double nanos) {
        return String.format(Locale.ROOT, "%.1f", products / nanos);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void fill() {
        Random random = new Random(1);
        for (ValueInfo input : graph.inputs()) {
            int[] pixels = random.ints(
                            graph.shape(input.name()).orElseThrow().dimensions().stream()
                                    .mapToLong(d -> ((Dimension.Fixed) d).size())
                                    .reduce(1, Math::multiplyExact),
                            Byte.MIN_VALUE,
                            Byte.MAX_VALUE + 1)
                    .toArray();
            for (int image = 0; image < workspace.images(); image++) {
                workspace.write(input.name(), image, pixels, 0);
            }
        }
    }

    private void run(int piece, int pieces) {
        fill();
        last = System.nanoTime();
        workspace.run(workspace.images(), new long[plan.nodes()], (name, reader) -> {
            long now = System.nanoTime();
            if (graph.producer(name).isPresent()) {
                times.computeIfAbsent(name, unused -> new double[pieces])[piece] = now - last;
            }
            last = System.nanoTime();
        });
    }
}
