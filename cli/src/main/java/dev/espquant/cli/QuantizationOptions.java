package dev.espquant.cli;

import com.google.common.primitives.Ints;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.CalibrationReport;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.TargetRuntime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a model is quantized; shared by {@code calibrate} and {@code quantize}. */
final class QuantizationOptions {
    @Option(
            names = "--bits",
            paramLabel = "int8|int16",
            converter = Bits.class,
            defaultValue = "int8",
            description = "Width of the integers (default ${DEFAULT-VALUE}).")
    BitWidth bits = BitWidth.INT8;

    @Option(
            names = "--granularity",
            paramLabel = "per-tensor|per-channel",
            converter = Granularities.class,
            defaultValue = "per-tensor",
            description =
                    "One exponent for all weights of a layer or one for each output channel (default ${DEFAULT-VALUE}).")
    Granularity granularity = Granularity.PER_TENSOR;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "minmax",
            description =
                    "Observer that turns activations into exponents; 'espquant observers' lists them (default ${DEFAULT-VALUE}).")
    String method = "minmax";

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "CPU",
            description = "ONNX Runtime execution provider of the float model (default ${DEFAULT-VALUE}).")
    String provider = "CPU";

    @Option(
            names = "--input-exponent",
            paramLabel = "[NAME=]E",
            description = "Exponent of a model input, instead of the one that its range gives.")
    List<String> inputExponents = new ArrayList<>();

    @Option(
            names = "--compat",
            paramLabel = "none|espressif",
            defaultValue = "none",
            description = "espressif: reproduce the known defects of the 2021 toolkit where they change exponents.")
    Compatibility compat = Compatibility.NONE;

    QuantizationScheme scheme() {
        return new QuantizationScheme(bits, granularity);
    }

    /** Calibrates, and prints what the user should know about the result on {@code err}. */
    CalibrationReport calibrate(
            Model model, SampleSource samples, TargetRuntime runtime, String modelSha256, PrintWriter err) {
        CalibrationReport report = Calibrator.report(
                model,
                samples,
                CalibrationOptions.of(runtime, scheme())
                        .withMethod(method)
                        .withInputExponents(inputExponents(model))
                        .withCompatibility(compat)
                        .withExecutor(ExecutorOptions.QUICK.withProvider(provider))
                        .withModelSha256(modelSha256));
        report.warnings().forEach(warning -> err.println("warning: " + warning));
        return report;
    }

    private Map<String, Integer> inputExponents(Model model) {
        Map<String, Integer> exponents = new LinkedHashMap<>();
        for (String argument : inputExponents) {
            int equals = argument.lastIndexOf('=');
            if (equals < 0 && model.graph().inputs().size() != 1) {
                throw GraphException.because("the model has several inputs, and --input-exponent " + argument
                                + " does not say which one it is for")
                        .fix("write NAME=E")
                        .buildInvalidRequest();
            }
            String input = equals < 0 ? model.graph().inputs().get(0).name() : argument.substring(0, equals);
            exponents.put(input, exponent(argument.substring(equals + 1)));
        }
        return exponents;
    }

    private static int exponent(String text) {
        Integer exponent = Ints.tryParse(text);
        if (exponent == null) {
            throw GraphException.because("--input-exponent takes a whole number, found '" + text + "'")
                    .fix("write --input-exponent -7 or --input-exponent NAME=-7")
                    .buildInvalidRequest();
        }
        return exponent;
    }

    static final class Bits implements ITypeConverter<BitWidth> {
        @Override
        public BitWidth convert(String text) {
            for (BitWidth width : BitWidth.values()) {
                if (text.equals(width.label()) || text.equals(Integer.toString(width.bits()))) {
                    return width;
                }
            }
            throw new TypeConversionException("expected int8 or int16 but was '" + text + "'");
        }
    }

    static final class Granularities implements ITypeConverter<Granularity> {
        @Override
        public Granularity convert(String text) {
            for (Granularity granularity : Granularity.values()) {
                if (text.equals(granularity.label())) {
                    return granularity;
                }
            }
            throw new TypeConversionException("expected per-tensor or per-channel but was '" + text + "'");
        }
    }
}
