package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.bench.BatchSize;
import dev.espquant.cli.bench.Contenders;
import dev.espquant.cli.bench.QuantizedPair;
import dev.espquant.evaluator.speed.Race;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant bench}: how fast the simulator computes a model, and how fast ONNX Runtime does. */
@Command(
        name = "bench",
        description = "Measures how many images per second the simulator computes, and ONNX Runtime beside it.")
final class BenchCommand implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(50);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MODEL.onnx", description = "A float model.")
    Path file = Path.of("");

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Its quantization table; the model is then measured as it is. "
                    + "Without, it is optimized, and calibrated on random numbers.")
    @Nullable
    Path table;

    @Option(
            names = "--target",
            paramLabel = "CHIP",
            description = "The chip; default: the one with the narrowest accumulators.")
    @Nullable
    String target;

    @Option(
            names = "--runtime",
            paramLabel = "1|3",
            converter = TargetOptions.Runtimes.class,
            defaultValue = "1",
            description = "Generation of ESP-DL (default ${DEFAULT-VALUE}).")
    Runtime runtime = Runtime.ESP_DL_1;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "mission",
            description = "Passes of the optimizer, mission or full (default ${DEFAULT-VALUE}).")
    String preset = "mission";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of each (default: all processors).")
    int threads = java.lang.Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images computed at a time (default: 64, fewer if they are large).")
    @Nullable
    Integer batch;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Turns that each gets; medians are printed (default ${DEFAULT-VALUE}).")
    int rounds = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "MS",
            defaultValue = "4000",
            description = "Milliseconds that each runs before anything is measured (default ${DEFAULT-VALUE}).")
    int warmUp = 4000;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        atLeast("--threads", threads, 1);
        atLeast("--rounds", rounds, 1);
        atLeast("--warm-up", warmUp, 0);
        Optional<QuantizationTable> exponents = table();
        Model model = model();
        Target chip = chip();
        int images = BatchSize.of(model.graph(), batch);
        QuantizedPair quantized = QuantizedPair.of(model, exponents, chip, runtime);
        Race race = new Race(images, rounds, TURN, Duration.ofMillis(warmUp));
        try (Contenders contenders = Contenders.of(model, quantized, images, threads)) {
            print(new BenchReport(file.toString(), threads, race.run(contenders.byName())), chip, images);
        }
        return ExitCode.OK;
    }

    private void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least " + least + ", found " + value);
        }
    }

    /** A table names the values of the model that it was made for, so with one the model stays as it is. */
    private Model model() {
        Model original = OnnxReader.read(file);
        OptimizerOptions options = table == null
                ? OptimizerOptions.of(Preset.ofName(preset))
                : OptimizerOptions.passes("convert_batch_to_dynamic", "infer_shapes");
        return Optimizer.optimize(original, options).model();
    }

    private Optional<QuantizationTable> table() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (table == null) {
            err.println("note: calibrated on random numbers; that does for speed, not for accuracy");
            return Optional.empty();
        }
        QuantizationTable exponents = TableFiles.readFor(file, table, err);
        String other = exponents.scheme().bits() == BitWidth.INT8 ? "int16" : "int8";
        err.println("note: " + table + " is " + exponents.scheme() + "; " + other + " is calibrated on random numbers");
        return Optional.of(exponents);
    }

    /** Narrow accumulators are the most work to simulate, since sums may leave them. */
    private Target chip() {
        if (target != null) {
            return Targets.load().get(target);
        }
        return Targets.load().all().stream()
                .filter(candidate -> candidate.runtime(runtime).isPresent())
                .min(Comparator.comparing(
                        candidate -> candidate.require(runtime).arithmetic().accumulatorBits(BitWidth.INT8)))
                .orElseThrow(() -> new IllegalStateException("no target is installed"));
    }

    private void print(BenchReport report, Target chip, int images) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report.json()));
            return;
        }
        out.println(file + " on " + threads + (threads == 1 ? " thread, " : " threads, ") + images
                + (images == 1 ? " image" : " images") + " at a time, medians of " + rounds + " rounds; integers as "
                + chip.title() + " computes them under " + runtime.title());
        report.print(
                out,
                ImmutableMap.of(
                        Contenders.ORT_FLOAT, "ONNX Runtime float32",
                        Contenders.ORT_INT8, "ONNX Runtime int8 (QDQ)",
                        Contenders.INT8, "simulator int8",
                        Contenders.INT16, "simulator int16"));
    }
}
