package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporter;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.PixelScaling;
import dev.espquant.exporter.coefficients.PrintModelInfo;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espquant export}: writes a quantized model in a form that ESP-DL reads. */
@Command(name = "export", description = "Writes a quantized model in a form that ESP-DL reads.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    QuantizedModelOptions calibrated = new QuantizedModelOptions();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "coefficients",
            description = "'espquant formats' lists them (default ${DEFAULT-VALUE}).")
    String format = "coefficients";

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Base of the file names and C++ namespace.")
    String name = "";

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "Where the files go.")
    Path folder = Path.of("");

    @Option(names = "--info", description = "Print the exponents, as Espressif's tool does.")
    boolean info;

    @Option(names = "--mean", paramLabel = "M", description = "Mean of raw pixels, for formats that quantize inputs.")
    @Nullable
    Double mean;

    @Option(
            names = "--std",
            paramLabel = "S",
            description = "Deviation of raw pixels, for formats that quantize inputs.")
    @Nullable
    Double std;

    @Option(
            names = "--test-vectors",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Embed so many inputs and answers, for formats that test themselves (default ${DEFAULT-VALUE}); the chip compares the first.")
    int testVectors = 1;

    @Option(
            names = "--key",
            paramLabel = "HEX",
            description = "Encrypt the model with this key of 16 bytes (format espdl).")
    @Nullable
    String key;

    @Option(names = "--option", paramLabel = "KEY=VALUE", description = "A wish that only some formats know.")
    Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Exporter exporter = Exporters.load().get(format);
        QuantizationTable table = calibrated.table(spec.commandLine().getErr());
        QuantizedGraph quantized = calibrated.quantize(table, exporter.runtime());
        ExportFiles.requireRuntime(exporter, quantized);
        ImmutableList<Path> files = exporter.export(quantized, request(quantized, exporter));
        ImmutableList<String> lines = PrintModelInfo.lines(quantized);
        if (json) {
            out.println(JsonText.of(
                    ImmutableMap.of("files", files.stream().map(Path::toString).toList(), "info", lines)));
            return ExitCode.OK;
        }
        if (info) {
            lines.forEach(out::println);
        }
        files.forEach(file -> out.println("written: " + file));
        return ExitCode.OK;
    }

    private ExportRequest request(QuantizedGraph quantized, Exporter exporter) throws IOException {
        if (key != null) {
            options.put("key", key);
        }
        ExportRequest request = ExportRequest.of(folder, name)
                .withOptions(options)
                .withModelSha256(TableFiles.sha256(calibrated.model));
        request = exporter.runtime() == Runtime.ESP_DL_3
                ? request.withTests(GoldenRuns.of(quantized, testVectors))
                : request.withGolden(GoldenRuns.of(quantized));
        if (mean == null && std == null) {
            return request;
        }
        return request.withPixels(new PixelScaling(mean == null ? 0 : mean, std == null ? 1 : std));
    }
}
