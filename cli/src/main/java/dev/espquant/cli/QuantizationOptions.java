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
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
            description = {
                "One exponent for all weights of a layer or one for each output channel.",
                "Default: per-tensor; for ESP-DL 3.x per-channel where the chip has it."
            })
    @Nullable
    Granularity granularity;

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

    @Option(
            names = "--int16",
            paramLabel = "NODE",
            split = ",",
            description = "Nodes that compute in 16 bits in a model of 8 (ESP-DL 3.x); conversions are inserted.")
    List<String> int16 = new ArrayList<>();

    @Option(
            names = "--calibration-preset",
            paramLabel = "espdl3",
            description = {
                "espdl3: as ESP-PPQ calibrates for ESP-DL 3.x: method kl, weights by percentile or channel by channel,",
                "exponents of sums and joins taken from their results."
            })
    @Nullable
    String preset;

    /** What is asked for, completed by what suits a runtime. */
    QuantizationScheme scheme(TargetRuntime runtime) {
        if (granularity != null) {
            return new QuantizationScheme(bits, granularity);
        }
        QuantizationScheme perChannel = new QuantizationScheme(bits, Granularity.PER_CHANNEL);
        boolean suits =
                runtime.runtime() == Runtime.ESP_DL_3 && runtime.schemes().contains(perChannel);
        return suits ? perChannel : new QuantizationScheme(bits, Granularity.PER_TENSOR);
    }

    /** Calibrates, and prints what the user should know about the result on {@code err}. */
    CalibrationReport calibrate(
            Model model, SampleSource samples, TargetRuntime runtime, String modelSha256, PrintWriter err) {
        requireKnown(runtime);
        CalibrationReport report = Calibrator.report(
                model,
                samples,
                CalibrationOptions.of(runtime, scheme(runtime))
                        .withMethod(preset == null ? method : "kl")
                        .withInputExponents(inputExponents(model))
                        .withCompatibility(preset == null ? compat : Compatibility.ESPRESSIF)
                        .withInt16Nodes(new LinkedHashSet<>(int16))
                        .withExecutor(ExecutorOptions.QUICK.withProvider(provider))
                        .withModelSha256(modelSha256));
        report.warnings().forEach(warning -> err.println("warning: " + warning));
        return report;
    }

    /** Whether what another tool computes is to be reproduced, and no more. */
    boolean isFaithful() {
        return preset != null || compat == Compatibility.ESPRESSIF;
    }

    private void requireKnown(TargetRuntime runtime) {
        boolean three = runtime.runtime() == Runtime.ESP_DL_3;
        if (preset != null && !(three && preset.equals("espdl3"))) {
            throw GraphException.because("there is no calibration preset '" + preset + "' for "
                            + runtime.runtime().title())
                    .fix(three ? "the one that exists is espdl3" : "leave it out, or give --runtime 3")
                    .buildInvalidRequest();
        }
        if (!int16.isEmpty() && !three) {
            throw GraphException.because(runtime.runtime().title() + " has no models of mixed width")
                    .fix("give --runtime 3, or --bits int16 for all nodes")
                    .buildInvalidRequest();
        }
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
