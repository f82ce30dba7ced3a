package dev.espquant.exporter.coefficients;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporter;
import dev.espquant.io.AtomicFiles;
import dev.espquant.quant.QuantizedGraph;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code <name>.cpp} and {@code <name>.hpp}: the model's constants for ESP-DL 1.x, with one getter each. */
@AutoService(Exporter.class)
public final class CoefficientExporter implements Exporter {

    @Override
    public String format() {
        return "coefficients";
    }

    @Override
    public String description() {
        return "C++ constants for ESP-DL 1.x: NAME.cpp and NAME.hpp";
    }

    @Override
    public ImmutableList<Path> export(QuantizedGraph graph, ExportRequest request) throws IOException {
        request.allowOptions(format());
        Coefficients coefficients = Coefficients.of(graph);
        Path source = request.file(".cpp");
        Path header = request.file(".hpp");
        AtomicFiles.writeText(source, coefficients.source(request.name()));
        AtomicFiles.writeText(header, coefficients.header(request.name()));
        return ImmutableList.of(source, header);
    }
}
