package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.RepeatedRun;
import dev.espquant.evaluator.speed.Race;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long calibration takes, as a multiple of what ONNX Runtime takes to compute the same images and nothing else, on one thread, and
 * prints the table of {@code docs/performance.md}. Images are bytes in a memory-mapped file.
 */
public final class CalibrationSpeed {
    private static final String CHIP = "esp32s3";
    private static final List<String> METHODS = List.of("minmax", "percentile", "entropy", "kl");
    private static final int ROUNDS = 11;
    private static final int SMALL_IMAGES = 1024;
    private static final int LARGE_IMAGES = 64;

    /** The section of the file. */
    private static final String SECTION = MeasuredSection.named("calibration");

    private CalibrationSpeed() {}

    /**
     * Prints the table, and writes it into a file if the first argument is one; the other arguments are the numbers of images for the three
     * small models and for the large one.
     */
    public static void main(String[] arguments) throws IOException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        Optional<Path> file =
                rest.isEmpty() || isNumber(rest.get(0)) ? Optional.empty() : Optional.of(Path.of(rest.remove(0)));
        if (file.isPresent()) {
            MeasuredSection.check(file.get(), SECTION);
        }
        int small = rest.isEmpty() ? SMALL_IMAGES : Integer.parseInt(rest.get(0));
        int large = rest.size() < 2 ? LARGE_IMAGES : Integer.parseInt(rest.get(1));
        String table = table(List.of(BenchmarkModel.values()), small, large, ROUNDS, /* warm= */ true);
        System.out.print(table);
        if (file.isPresent()) {
            MeasuredSection.replace(file.get(), SECTION, table);
        }
    }

    private static boolean isNumber(String argument) {
        return argument.chars().allMatch(Character::isDigit);
    }

    /** The table in Markdown. */
    static String table(List<BenchmarkModel> benchmarks, int small, int large, int rounds, boolean warm)
            throws IOException {
        StringBuilder table = new StringBuilder("| model | images | " + String.join(" | ", METHODS) + " |\n");
        table.append("|---|" + "---|".repeat(METHODS.size() + 1) + "\n");
        for (BenchmarkModel benchmark : benchmarks) {
            int images = benchmark.batch() < 64 ? large : small;
            table.append(row(benchmark, images, measure(benchmark, images, rounds, warm)));
        }
        return table.toString();
    }

    private static String row(BenchmarkModel benchmark, int images, Map<String, Double> speeds) {
        StringBuilder row = new StringBuilder("| " + benchmark.title() + " | " + images);
        METHODS.forEach(method -> row.append(String.format(
                Locale.ROOT,
                " | %.2f",
                speeds.getOrDefault("inference", Double.NaN) / speeds.getOrDefault(method, Double.NaN))));
        return row.append(" |\n").toString();
    }

    /** Images per second of {@code inference} and of every method. */
    static ImmutableMap<String, Double> measure(BenchmarkModel benchmark, int images, int rounds, boolean warm)
            throws IOException {
        Model model =
                Optimizer.optimize(benchmark.build(), OptimizerOptions.full()).model();
        Path file = Files.createTempFile("calibration", ".npy");
        try {
            RandomImages.write(file, model.graph(), images);
            SampleSource samples = NpySampleSource.open(
                    model.graph(), List.of(file.toString()), SampleRange.all(), new Preprocessing(128, 64));
            return race(model, samples, Math.min(images, benchmark.batch()), rounds, warm);
        } finally {
            Files.delete(file);
        }
    }

    private static ImmutableMap<String, Double> race(
            Model model, SampleSource samples, int batch, int rounds, boolean warm) {
        Map<String, Runnable> contenders = new LinkedHashMap<>();
        Map<String, FloatTensor> inputs = samples.read(0, batch);
        try (RepeatedRun inference = RepeatedRun.open(model, inputs, 1)) {
            contenders.put("inference", () -> {
                for (int done = 0; done < samples.count(); done += batch) {
                    inference.run();
                }
            });
            METHODS.forEach(method -> contenders.put(method, () -> calibrate(model, samples, method)));
            return new Race(samples.count(), rounds, Duration.ZERO, Duration.ofSeconds(warm ? 1 : 0)).run(contenders);
        }
    }

    private static void calibrate(Model model, SampleSource samples, String method) {
        CalibrationOptions options = CalibrationOptions.of(
                        Targets.load().get(CHIP).require(Runtime.ESP_DL_1), QuantizationScheme.INT8_PER_TENSOR)
                .withMethod(method)
                .withModelSha256("")
                .withExecutor(ExecutorOptions.QUICK.withThreads(1));
        Graph graph = model.graph();
        if (!Calibrator.report(model, samples, options)
                .table()
                .tensors()
                .containsKey(graph.outputs().get(0).name())) {
            throw new IllegalStateException("the table lacks the output");
        }
    }
}
