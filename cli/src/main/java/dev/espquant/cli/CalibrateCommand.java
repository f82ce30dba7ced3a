package dev.espquant.cli;

import dev.espquant.calibrator.CalibrationReport;
import dev.espquant.evaluator.data.NormalizedSampleSource;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.evaluator.table.TablePickle;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant calibrate}: finds the exponent of every tensor. */
@Command(name = "calibrate", description = "Finds the exponent of every tensor from calibration samples.")
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MODEL.onnx", description = "A float model; usually the output of 'espquant optimize'.")
    Path model = Path.of("");

    @Mixin
    InputShapeOptions inputShape = new InputShapeOptions();

    @Mixin
    DataOptions data = new DataOptions();

    @Option(
            names = "--samples",
            paramLabel = "RANGE",
            defaultValue = ":",
            description = "Which samples, as a Python slice such as 0:5000:50 (default all).")
    String samples = ":";

    @Mixin
    QuantizationOptions quantization = new QuantizationOptions();

    @Option(names = "--target", paramLabel = "CHIP", description = "Calibrate for this chip; default: any chip.")
    @Nullable
    String target;

    @Option(
            names = "--runtime",
            paramLabel = "1|3",
            converter = TargetOptions.Runtimes.class,
            description = "Generation of ESP-DL (default: the first that the chip has).")
    @Nullable
    Runtime runtime;

    @Option(names = "--preset", paramLabel = "espdl3", description = "The same as --calibration-preset.")
    @Nullable
    String preset;

    @Option(
            names = "-o",
            required = true,
            paramLabel = "TABLE",
            description = "The table to write: .json, or .pickle for Espressif's tools.")
    Path output = Path.of("");

    @Option(names = "--json", description = "Print the table as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Model float32 = inputShape.read(model);
        NpySampleSource source = data.open(float32.graph(), SampleRange.parse(samples));
        source.notes().forEach(note -> err.println("note: " + note));
        if (preset != null) {
            quantization.preset = preset;
        }
        CalibrationReport report = quantization.calibrate(
                float32, NormalizedSampleSource.of(source, float32), runtime(), TableFiles.sha256(model), err);
        if (TableFiles.isPickle(output)) {
            TablePickle.write(report.table(), float32.graph(), output);
        } else {
            TableJson.write(report.table(), output);
        }
        if (!quantization.isFaithful()) {
            ClipReplacement.of(
                            ShapeInference.infer(float32),
                            report.table(),
                            runtime().operators())
                    .advice()
                    .ifPresent(advice -> err.println("note: " + advice));
        }
        print(report.table());
        return ExitCode.OK;
    }

    /** The rules by which exponents are shared are the runtime's; every chip that has it, and the scheme that is asked for, has the same. */
    private TargetRuntime runtime() {
        if (target != null) {
            TargetOptions options = new TargetOptions();
            options.target = target;
            options.given = runtime;
            return options.target().require(options.runtime());
        }
        Runtime generation = runtime == null ? Runtime.ESP_DL_1 : runtime;
        List<TargetRuntime> all = Targets.load().all().stream()
                .flatMap(t -> t.runtime(generation).stream())
                .toList();
        return all.stream()
                .filter(facts -> facts.schemes().contains(quantization.scheme(facts)))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("no target is installed"));
    }

    private void print(QuantizationTable table) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(TableJson.toJson(table).stripTrailing());
            return;
        }
        printTable(out, table);
        out.println(table.tensors().size() + " tensors, " + table.scheme() + ", " + table.method() + " over "
                + table.samples() + " samples, written to " + output);
    }

    /** One line per tensor: exponents, and the range that was measured. */
    static void printTable(PrintWriter out, QuantizationTable table) {
        int width =
                table.tensors().keySet().stream().mapToInt(String::length).max().orElse(0);
        table.tensors()
                .forEach((name, entry) ->
                        out.println((name + " ".repeat(width - name.length()) + "  " + exponents(entry) + range(entry))
                                .stripTrailing()));
    }

    private static String exponents(TableEntry entry) {
        if (entry.exponents().length() == 1) {
            return String.format("%4d", entry.exponents().get(0));
        }
        return entry.exponents().stream().mapToObj(Objects::toString).collect(Collectors.joining(" "));
    }

    private static String range(TableEntry entry) {
        return entry.min().isEmpty()
                ? ""
                : String.format(
                        java.util.Locale.ROOT,
                        "  %.6g to %.6g",
                        entry.min().getAsDouble(),
                        entry.max().getAsDouble());
    }
}
