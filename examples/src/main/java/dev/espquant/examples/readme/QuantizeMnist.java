package dev.espquant.examples.readme;

import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.EvaluationOptions;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.Evaluator;
import dev.espquant.evaluator.Labels;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.coefficients.PrintModelInfo;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Quantizes a model for an ESP32-S3 and measures it: MODEL.onnx IMAGES.npy LABELS.npy FOLDER. */
public final class QuantizeMnist {
    private QuantizeMnist() {}

    public static void main(String[] args) throws IOException {
        EvaluationReport report = run(Path.of(args[0]), args[1], args[2], Path.of(args[3]), "0:5000:50");
        report.integers().ifPresent(accuracy -> System.out.println("int16: " + accuracy));
        report.floats().ifPresent(accuracy -> System.out.println("float: " + accuracy));
    }

    static EvaluationReport run(Path modelFile, String images, String labels, Path folder, String samples)
            throws IOException {
        // readme:begin
        // Optimize the ONNX model
        Model model = Optimizer.optimize(OnnxReader.read(modelFile), OptimizerOptions.mission())
                .model();

        // Calibrate
        Preprocessing pixels = new Preprocessing(0, 255);
        var calibration = NpySampleSource.open(model.graph(), List.of(images), SampleRange.parse(samples), pixels);
        Target chip = Targets.load().get("esp32s3");
        QuantizationTable table = Calibrator.calibrate(
                model,
                calibration,
                CalibrationOptions.of(chip.require(Runtime.ESP_DL_1), QuantizationScheme.INT16_PER_TENSOR)
                        .withMethod("minmax"));
        TableJson.write(table, folder.resolve("mnist_calib.json"));

        // Generate the coefficient files
        QuantizedGraph quantized = Quantizer.quantize(model, table, chip, Runtime.ESP_DL_1);
        Exporters.load().get("coefficients").export(quantized, ExportRequest.of(folder, "mnist_coefficient"));
        PrintModelInfo.lines(quantized).forEach(System.out::println);

        // Evaluate: integers as the chip computes them, beside the float model
        var test = NpySampleSource.open(model.graph(), List.of(images), SampleRange.all(), pixels);
        int[] classes = Labels.read(labels, SampleRange.all(), test.total());
        return Evaluator.of(quantized, EvaluationOptions.defaults().withLabels(classes))
                .evaluate(test, List.of());
        // readme:end
    }
}
