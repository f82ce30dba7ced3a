package dev.espquant.cli;

import com.google.common.base.CharMatcher;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant quantize}: the whole road in one go. */
@Command(
        name = "quantize",
        description = "Optimizes, calibrates, exports and evaluates in one go, and sums up what came of it.")
final class QuantizeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MODEL.onnx", description = "A float model.")
    Path model = Path.of("");

    @Mixin
    InputShapeOptions inputShape = new InputShapeOptions();

    @Mixin
    DataOptions data = new DataOptions();

    @Option(
            names = "--samples",
            paramLabel = "RANGE",
            defaultValue = ":",
            description = "Samples to calibrate with, as a Python slice such as 0:5000:50 (default all).")
    String samples = ":";

    @Option(
            names = "--eval-samples",
            paramLabel = "RANGE",
            defaultValue = ":",
            description = "Samples to evaluate on (default all).")
    String evalSamples = ":";

    @Option(names = "--labels", paramLabel = "Y.npy", description = "One class number per sample of the data file.")
    @Nullable
    String labels;

    @Mixin
    QuantizationOptions quantization = new QuantizationOptions();

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Passes of the optimizer, mission or full"
                    + " (default: full; mission with --compat espressif or a calibration preset).")
    @Nullable
    String preset;

    @Mixin
    VerifyOptions verify = new VerifyOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "Base of the C++ file names; default: the model's.")
    @Nullable
    String name;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "Where the files go.")
    Path folder = Path.of("");

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Model original = inputShape.read(model);
        NpySampleSource calibration = data.open(original.graph(), SampleRange.parse(samples));
        calibration.notes().forEach(note -> err.println("note: " + note));
        SampleRange range = SampleRange.parse(evalSamples);
        Workflow.Request request = new Workflow.Request(
                stem(),
                name == null ? identifier(stem()) + "_coefficient" : name,
                folder,
                OptimizerOptions.of(preset()).withoutPasses(inputShape.unwantedPasses()),
                verify.when,
                quantization,
                target.target(),
                target.runtime(),
                calibration,
                data.open(original.graph(), range),
                Optional.ofNullable(labels)
                        .map(l -> dev.espquant.evaluator.Labels.read(l, range, calibration.total())));
        Workflow.Result result = Workflow.run(original, request, err);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(result.json()));
        } else {
            result.print(out);
        }
        return ExitCode.OK;
    }

    /** Whoever reproduces another tool's tables wants the graph that they were made for. */
    private Preset preset() {
        if (preset != null) {
            return Preset.ofName(preset);
        }
        return quantization.isFaithful() ? Preset.MISSION : Preset.FULL;
    }

    private String stem() {
        String file = String.valueOf(model.getFileName());
        return file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
    }

    private static String identifier(String text) {
        String cleaned = CharMatcher.inRange('a', 'z')
                .or(CharMatcher.inRange('A', 'Z'))
                .or(CharMatcher.inRange('0', '9'))
                .or(CharMatcher.is('_'))
                .negate()
                .replaceFrom(text, '_');
        return cleaned.isEmpty() || Character.isDigit(cleaned.charAt(0)) ? "_" + cleaned : cleaned;
    }
}
