package dev.espquant.cli;

import dev.espquant.evaluator.EvaluatedBatch;
import dev.espquant.evaluator.EvaluationOptions;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.Evaluator;
import dev.espquant.evaluator.Labels;
import dev.espquant.evaluator.SampleOverlap;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espquant evaluate}: runs the quantized model in integers as the chip does. */
@Command(
        name = "evaluate",
        description = "Runs the quantized model in integers as the chip does, and says what that costs in accuracy.")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    QuantizedModelOptions calibrated = new QuantizedModelOptions();

    @Mixin
    DataOptions data = new DataOptions();

    @Option(names = "--labels", paramLabel = "Y.npy", description = "One class number per sample of the data file.")
    @Nullable
    String labels;

    @Option(
            names = "--samples",
            paramLabel = "RANGE",
            defaultValue = ":",
            description = "Which samples, as a Python slice (default all).")
    String samples = ":";

    @Option(
            names = "--outputs",
            paramLabel = "OUT.npz",
            description = "Write the outputs' integers, one array per output.")
    @Nullable
    Path outputs;

    @Option(names = "--all-tensors", description = "Write every value, not the outputs alone.")
    boolean allTensors;

    @Option(names = "--to-float", description = "Write the real numbers that the integers stand for.")
    boolean toFloat;

    @Option(names = "--quantized-input", description = "The data already holds the input's integers.")
    boolean quantizedInput;

    @Option(names = "--layers", description = "Compare every tensor with the float model, worst first.")
    boolean layers;

    @Option(names = "--no-float", description = "Do not run the float model.")
    boolean noFloat;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "CPU",
            description = "ONNX Runtime execution provider of the float model (default ${DEFAULT-VALUE}).")
    String provider = "CPU";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the simulator (default: all processors).")
    @Nullable
    Integer threads;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        QuantizationTable exponents = calibrated.table(err);
        QuantizedGraph quantized = calibrated.quantize(exponents);
        NpySampleSource source = data.open(quantized.graph(), SampleRange.parse(samples));
        source.notes().forEach(note -> err.println("note: " + note));
        if (!quantizedInput) {
            SampleOverlap.of(exponents, calibrated.normalized(source))
                    .warning()
                    .ifPresent(w -> err.println("warning: " + w));
        }
        print(run(quantized, source), exponents);
        return ExitCode.OK;
    }

    private EvaluationReport run(QuantizedGraph quantized, NpySampleSource source) throws IOException {
        Evaluator evaluator = Evaluator.of(quantized, options(source));
        List<EvaluatedBatch.Listener> listeners = new ArrayList<>();
        try (Progress progress = new Progress(spec.commandLine().getErr(), "evaluating", source.count())) {
            listeners.add(batch -> progress.update(batch.first() + batch.count()));
            if (outputs == null) {
                return evaluate(evaluator, source, listeners);
            }
            try (OutputsFile file = new OutputsFile(outputs, quantized, source.count(), toFloat, allTensors)) {
                listeners.add(file);
                EvaluationReport report = evaluate(evaluator, source, listeners);
                file.finish();
                return report;
            }
        }
    }

    private EvaluationReport evaluate(
            Evaluator evaluator, NpySampleSource source, List<EvaluatedBatch.Listener> listeners) {
        return quantizedInput
                ? evaluator.evaluateIntegers(source, listeners)
                : evaluator.evaluate(calibrated.normalized(source), listeners);
    }

    private EvaluationOptions options(NpySampleSource source) {
        EvaluationOptions options = EvaluationOptions.defaults()
                .withAllValues(layers || allTensors)
                .withCompareFloat(!noFloat)
                .withExecutor(ExecutorOptions.DEFAULT.withProvider(provider));
        if (labels != null) {
            options = options.withLabels(Labels.read(labels, SampleRange.parse(samples), source.total()));
        }
        return threads == null ? options : options.withThreads(threads);
    }

    private void print(EvaluationReport report, QuantizationTable exponents) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = EvaluationText.json(report, layers);
            if (outputs != null) {
                result.put("outputs", outputs.toString());
            }
            out.println(JsonText.of(result));
            return;
        }
        if (layers) {
            EvaluationText.printLayers(out, report);
        }
        EvaluationText.print(out, report, exponents.scheme().toString());
        if (outputs != null) {
            out.println("written: " + outputs);
        }
    }
}
