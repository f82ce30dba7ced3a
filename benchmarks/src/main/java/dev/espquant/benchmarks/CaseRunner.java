package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.EvaluationOptions;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.Evaluator;
import dev.espquant.evaluator.SampleOverlap;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.table.ImportOptions;
import dev.espquant.evaluator.table.ScaleJson;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.nio.file.Path;
import java.util.List;

/** Takes a model through every mode of a chip. */
final class CaseRunner {
    private final Path data;
    private final Target target;

    /**
     * @param data folder of models and samples
     * @param target the chip
     */
    CaseRunner(Path data, Target target) {
        this.data = data;
        this.target = target;
    }

    CaseResult run(AccuracyCase judged, List<QuantizationMode> modes) {
        Model model = SoftmaxHead.cut(Optimizer.optimize(OnnxReader.read(data.resolve(judged.model())), passes(judged))
                .model());
        SampleSource calibration = judged.calibration().open(model.graph(), data);
        SampleSource evaluation = judged.evaluation().open(model.graph(), data);
        EvaluationOptions options = judged.evaluation()
                .labels(data)
                .map(EvaluationOptions.defaults()::withLabels)
                .orElse(EvaluationOptions.defaults());
        ImmutableMap<String, QuantizationTable> tables = tables(judged, model, calibration, modes);
        ImmutableMap.Builder<String, EvaluationReport> reports = ImmutableMap.builder();
        tables.forEach((title, table) -> reports.put(title, evaluate(model, table, evaluation, options)));
        QuantizationTable first = tables.values().iterator().next();
        return new CaseResult(
                judged, calibration.count(), SampleOverlap.of(first, evaluation).overlapping(), reports.buildOrThrow());
    }

    /** An imported table names the values that Espressif's own passes leave. */
    private static OptimizerOptions passes(AccuracyCase judged) {
        return judged.importedTable().isPresent() ? OptimizerOptions.mission() : OptimizerOptions.full();
    }

    /** By title; all modes see the same samples. */
    private ImmutableMap<String, QuantizationTable> tables(
            AccuracyCase judged, Model model, SampleSource calibration, List<QuantizationMode> modes) {
        ImmutableMap.Builder<String, QuantizationTable> tables = ImmutableMap.builder();
        for (QuantizationMode mode : modes) {
            CalibrationOptions options = CalibrationOptions.of(target.require(Runtime.ESP_DL_1), mode.scheme())
                    .withMethod(mode.method());
            tables.put(mode.title(), Calibrator.calibrate(model, calibration, options));
        }
        judged.importedTable()
                .map(file -> ScaleJson.read(data.resolve(file), ImportOptions.DETECT))
                .ifPresent(imported -> tables.put("the imported table", imported.table()));
        return tables.buildOrThrow();
    }

    private EvaluationReport evaluate(
            Model model, QuantizationTable table, SampleSource samples, EvaluationOptions options) {
        return Evaluator.of(Quantizer.quantize(model, table, target, Runtime.ESP_DL_1), options)
                .evaluate(samples, List.of());
    }
}
