package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoefficientExporterTest {
    private final QuantizedGraphs graph = QuantizedGraphs.of(QuantizedGraphs.PLAIN, QuantizationScheme.INT8_PER_TENSOR)
            .input("x", 0, 1, 1)
            .node("fc", "Gemm", 0, "x", "w");

    @Test
    void writesBothFiles(@TempDir Path folder) throws IOException {
        graph.constant("w", BitWidth.INT8, 0, new long[] {1, 1}, 3);
        Path out = folder.resolve("new");
        assertThat(new CoefficientExporter().export(graph.build(), ExportRequest.of(out, "coef")))
                .containsExactly(out.resolve("coef.cpp"), out.resolve("coef.hpp"));
        assertThat(out.resolve("coef.cpp"))
                .content()
                .startsWith("#include \"coef.hpp\"\n")
                .contains("fc_filter");
        assertThat(out.resolve("coef.hpp"))
                .content()
                .startsWith("#pragma once\n")
                .contains("get_fc_filter");
    }

    @Test
    void writesNothingWhenItFails(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> new CoefficientExporter().export(graph.build(), ExportRequest.of(folder, "coef")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'w'");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void knowsNoOptions(@TempDir Path folder) {
        ExportRequest request = ExportRequest.of(folder, "coef").withOptions(Map.of("a", "b"));
        assertThatThrownBy(() -> new CoefficientExporter().export(graph.build(), request))
                .hasMessageContaining("no option 'a'");
    }
}
