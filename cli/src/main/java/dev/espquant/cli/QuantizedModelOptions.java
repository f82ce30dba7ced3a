package dev.espquant.cli;

import dev.espquant.evaluator.data.NormalizedSampleSource;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A calibrated model, its table and the chip that is to run it; shared by the commands behind calibration. */
final class QuantizedModelOptions {
    @Parameters(paramLabel = "MODEL.onnx", description = "The model that was calibrated.")
    Path model = Path.of("");

    @Option(
            names = "--table",
            required = true,
            paramLabel = "TABLE",
            description = "Its quantization table: .json, or Espressif's .pickle.")
    Path table = Path.of("");

    @Mixin
    InputShapeOptions inputShape = new InputShapeOptions();

    @Mixin
    TargetOptions target = new TargetOptions();

    /** The exponents; warnings and what had to be assumed are said on {@code err}. */
    QuantizationTable table(PrintWriter err) throws IOException {
        return TableFiles.readFor(model, table, err);
    }

    /** Samples as the model takes them: normalized where its metadata say so. */
    SampleSource normalized(SampleSource samples) {
        return NormalizedSampleSource.of(samples, inputShape.read(model));
    }

    QuantizedGraph quantize(QuantizationTable exponents) {
        return quantize(exponents, Runtime.ESP_DL_1);
    }

    /** @param preferred the generation where the user chose none and the chip has it */
    QuantizedGraph quantize(QuantizationTable exponents, Runtime preferred) {
        return Quantizer.quantize(inputShape.read(model), exponents, target.target(), target.runtime(preferred));
    }
}
