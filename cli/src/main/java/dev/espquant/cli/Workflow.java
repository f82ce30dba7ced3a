package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.EvaluationOptions;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.Evaluator;
import dev.espquant.evaluator.SampleOverlap;
import dev.espquant.evaluator.data.NormalizedSampleSource;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.coefficients.PrintModelInfo;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole road: optimize, calibrate, quantize, export, evaluate. */
final class Workflow {
    private Workflow() {}

    /**
     * What is wanted.
     *
     * @param stem base of the names of model and table files
     * @param name base of the C++ files
     * @param folder where all files go
     * @param passes passes of the optimizer
     * @param verify when the optimized model is compared with the original
     * @param labels one per evaluation sample, where there are any
     */
    record Request(
            String stem,
            String name,
            Path folder,
            OptimizerOptions passes,
            VerifyOptions.When verify,
            QuantizationOptions quantization,
            Target target,
            Runtime runtime,
            SampleSource calibration,
            SampleSource evaluation,
            Optional<int[]> labels) {

        Path optimized() {
            return folder.resolve(stem + "_optimized.onnx");
        }

        Path table() {
            return folder.resolve(stem + "_table.json");
        }
    }

    /** What came of it. */
    record Result(
            Request request,
            VerifiedOptimizer.Verified verified,
            ClipReplacement clips,
            QuantizationTable table,
            ImmutableList<String> info,
            ImmutableList<Path> files,
            EvaluationReport evaluation) {

        void print(PrintWriter out) {
            OptimizedModel optimized = verified.optimized();
            out.println("optimized: " + optimized.report().nodeCountBefore() + " -> "
                    + optimized.report().nodeCountAfter() + " nodes");
            verified.lines().forEach(out::println);
            clips.line().ifPresent(out::println);
            out.println(
                    "quantized: " + table.scheme() + ", " + table.method() + " over " + table.samples() + " samples");
            CalibrateCommand.printTable(out, table);
            info.forEach(out::println);
            out.println("evaluated: " + evaluation.samples() + " samples, integers as "
                    + request.target().title() + " computes them");
            EvaluationText.print(out, evaluation, table.scheme().toString());
            files.forEach(file -> out.println("written: " + file));
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("optimized", request.optimized().toString());
            verified.proof().ifPresent(p -> json.put("verified", verified.json()));
            json.put("clips", clips.json());
            json.put("table", request.table().toString());
            json.put("files", files.stream().map(Path::toString).toList());
            json.put("scheme", table.scheme().toString());
            json.put("info", info);
            json.put("evaluation", EvaluationText.json(evaluation, false));
            return json;
        }
    }

    /** Runs every step; warnings go to {@code err}. */
    static Result run(Model original, Request request, PrintWriter err) throws IOException {
        OperatorSupport operators = request.target().require(request.runtime()).operators();
        VerifiedOptimizer.Verified verified =
                VerifiedOptimizer.optimize(original, request.passes().withTarget(operators), request.verify());
        OptimizedModel optimized = verified.optimized();
        optimized.report().notes().forEach(note -> err.println("note: " + note));
        Model floats = optimized.model();
        OnnxWriter.write(floats, request.optimized());
        QuantizationTable measured = request.quantization()
                .calibrate(
                        floats,
                        NormalizedSampleSource.of(request.calibration(), floats),
                        request.target().require(request.runtime()),
                        TableFiles.sha256(request.optimized()),
                        err)
                .table();
        ClipReplacement clips = request.quantization().isFaithful()
                ? ClipReplacement.none(floats)
                : ClipReplacement.of(floats, measured, operators);
        Model model = clips.model();
        OnnxWriter.write(model, request.optimized());
        QuantizationTable table = measured.withModelSha256(TableFiles.sha256(request.optimized()));
        TableJson.write(table, request.table());
        QuantizedGraph quantized = Quantizer.quantize(model, table, request.target(), request.runtime());
        ImmutableList<Path> exported = Exporters.load()
                .get(ExportFiles.usualFormat(request.runtime()))
                .export(quantized, exportRequest(quantized, request));
        ImmutableList<Path> files = ImmutableList.<Path>builder()
                .add(request.optimized(), request.table())
                .addAll(exported)
                .build();
        EvaluationReport evaluation = evaluate(quantized, floats, request, table, err);
        return new Result(request, verified, clips, table, PrintModelInfo.lines(quantized), files, evaluation);
    }

    private static ExportRequest exportRequest(QuantizedGraph quantized, Request request) throws IOException {
        ExportRequest export = ExportRequest.of(request.folder(), request.name());
        return request.runtime() == Runtime.ESP_DL_1
                ? export
                : export.withTests(GoldenRuns.of(quantized, 1)).withModelSha256(TableFiles.sha256(request.optimized()));
    }

    private static EvaluationReport evaluate(
            QuantizedGraph quantized, Model floats, Request request, QuantizationTable table, PrintWriter err) {
        SampleSource samples = NormalizedSampleSource.of(request.evaluation(), floats);
        SampleOverlap.of(table, samples).warning().ifPresent(w -> err.println("warning: " + w));
        EvaluationOptions unlabelled = EvaluationOptions.defaults().withFloatModel(floats);
        EvaluationOptions options = request.labels().map(unlabelled::withLabels).orElse(unlabelled);
        try (Progress progress = new Progress(err, "evaluating", samples.count())) {
            return Evaluator.of(quantized, options)
                    .evaluate(samples, List.of(batch -> progress.update(batch.first() + batch.count())));
        }
    }
}
