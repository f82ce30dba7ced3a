package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.demo.DemoData;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espquant demo}: the whole road on a model and images that come with the program. */
@Command(name = "demo", description = "Runs everything on a small digit classifier that comes with the program.")
final class DemoCommand implements Callable<Integer> {
    private static final List<QuantizationScheme> SCHEMES = List.of(
            QuantizationScheme.INT8_PER_TENSOR,
            QuantizationScheme.INT8_PER_CHANNEL,
            QuantizationScheme.INT16_PER_TENSOR);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "-o",
            paramLabel = "DIR",
            defaultValue = "espquant-demo",
            description = "Where the files go (default ${DEFAULT-VALUE}).")
    Path folder = Path.of("espquant-demo");

    @Option(
            names = "--target",
            paramLabel = "CHIP",
            description = "The chip (default: the last of 'espquant targets').")
    @Nullable
    String target;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Model model = OnnxReader.read(DemoData.model(), DemoData.MODEL_RESOURCE);
        DigitSet evaluation = DemoData.evaluationSet();
        List<Workflow.Result> results = new ArrayList<>();
        for (QuantizationScheme scheme : SCHEMES) {
            results.add(run(model, scheme, evaluation));
        }
        if (json) {
            out.println(JsonText.of(results.stream().map(Workflow.Result::json).toList()));
        } else {
            print(out, results);
        }
        return ExitCode.OK;
    }

    private Workflow.Result run(Model model, QuantizationScheme scheme, DigitSet evaluation) throws IOException {
        String suffix = "_"
                + (scheme.bits() == BitWidth.INT8 && scheme.granularity() == Granularity.PER_CHANNEL
                        ? "int8_per_channel"
                        : scheme.bits().label());
        QuantizationOptions quantization = new QuantizationOptions();
        quantization.bits = scheme.bits();
        quantization.granularity = scheme.granularity();
        Workflow.Request request = new Workflow.Request(
                "digits" + suffix,
                "digits" + suffix,
                folder,
                OptimizerOptions.mission(),
                VerifyOptions.When.NEVER,
                quantization,
                target(),
                Runtime.ESP_DL_1,
                source(DemoData.calibrationSet()),
                source(evaluation),
                Optional.of(labels(evaluation)));
        return Workflow.run(model, request, spec.commandLine().getErr());
    }

    private Target target() {
        if (target != null) {
            return Targets.load().get(target);
        }
        return Targets.load().all().stream()
                .filter(installed -> installed.runtime(Runtime.ESP_DL_1).isPresent())
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no target is installed"));
    }

    private static SampleSource source(DigitSet digits) {
        byte[] pixels = digits.images();
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        return SampleSource.of(ImmutableMap.of(
                "input", FloatTensor.of(new long[] {digits.count(), 1, 28, 28}, values)));
    }

    private static int[] labels(DigitSet digits) {
        byte[] classes = digits.labels();
        int[] labels = new int[classes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes[i];
        }
        return labels;
    }

    private static void print(PrintWriter out, List<Workflow.Result> results) {
        Workflow.Result first = results.get(0);
        out.println("A digit classifier, made for " + first.request().target().title() + " in three ways.");
        out.println();
        out.println("The quantization table (" + first.table().scheme() + "):");
        CalibrateCommand.printTable(out, first.table());
        out.println();
        EvaluationReport any = first.evaluation();
        out.println("Accuracy on " + any.samples() + " images that took part in neither training nor calibration:");
        any.floats().ifPresent(a -> out.println("  float               " + a));
        results.forEach(result -> result.evaluation()
                .integers()
                .ifPresent(a ->
                        out.println(String.format("  %-18s  %s", result.table().scheme(), a))));
        out.println();
        results.forEach(result -> result.files().forEach(file -> out.println("written: " + file)));
    }
}
