package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.exporter.PixelScaling;
import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExporterTest {
    private static final String HOSTILE = "*/ \"\\\n#error ??/ class";

    private static QuantizedGraph graph() {
        Model model = Graphs.model(HOSTILE)
                .input("x", DataType.FLOAT, 1, 2, 1, 2)
                .initializer("w", Graphs.ramp(3, 2, 1, 1))
                .node("Conv", "x w", "c")
                .named(HOSTILE)
                .node("Sigmoid", "c", "y")
                .named("build")
                .output("y")
                .build();
        return TestTables.quantize(model, QuantizationScheme.INT8_PER_TENSOR, "esp32");
    }

    private static Tensor int8(long[] sizes, int... values) {
        return QuantizedGraphs.tensor(BitWidth.INT8, sizes, values);
    }

    @Test
    void writesItsFiles(@TempDir Path folder) throws IOException {
        assertThat(new ModelExporter().export(graph(), ExportRequest.of(folder, "net")))
                .containsExactly(
                        folder.resolve("net_model.hpp"),
                        folder.resolve("net_coefficient.cpp"),
                        folder.resolve("net_coefficient.hpp"),
                        folder.resolve("net_example.cpp"));
        assertThat(folder.resolve("net_model.hpp"))
                .content()
                .contains("class Network : public Model<int8_t>")
                .contains("this->build_2.call(")
                .contains("input.free_element();")
                .doesNotContain("\n#error");
    }

    @Test
    void aGoldenRunIsWrittenChannelsLast(@TempDir Path folder) throws IOException {
        Tensor input = int8(new long[] {1, 2, 1, 2}, 1, 2, 3, 4);
        Tensor output = int8(new long[] {1, 3, 1, 2}, 1, 2, 3, 4, 5, 6);
        GoldenRun run = new GoldenRun(ImmutableMap.of("x", input), ImmutableMap.of("y", output));
        new ModelExporter().export(graph(), ExportRequest.of(folder, "net").withGolden(run));
        assertThat(folder.resolve("net_golden.hpp"))
                .content()
                .containsPattern("golden_input_0\\[\\] = \\{\\s+1,\\s+3,\\s+2,\\s+4}")
                .containsPattern("golden_output_0\\[\\] = \\{\\s+1,\\s+3,\\s+5,\\s+2,\\s+4,\\s+6}");
    }

    @Test
    void aGoldenRunOfAnotherModelIsRefusedAndNothingWritten(@TempDir Path folder) throws IOException {
        GoldenRun run = new GoldenRun(ImmutableMap.of("x", int8(new long[] {1, 3}, 1, 2, 3)), ImmutableMap.of());
        assertThatThrownBy(() -> new ModelExporter()
                        .export(graph(), ExportRequest.of(folder, "net").withGolden(run)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'x'");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void pixelsBecomeIntegersByATable(@TempDir Path folder) throws IOException {
        ExportRequest request = ExportRequest.of(folder, "net").withPixels(new PixelScaling(0, 255));
        new ModelExporter().export(graph(), request);
        String example = Files.readString(folder.resolve("net_example.cpp"));
        String table = example.substring(example.indexOf("pixel_integers[256] = {") + 23);
        String[] integers = table.substring(0, table.indexOf('}')).strip().split("\\s*,\\s*");
        assertThat(integers).hasSize(256).startsWith("0").endsWith("32");
        assertThat(integers[128]).isEqualTo("16");
    }

    @Test
    void sameBytesEveryTime(@TempDir Path folder) throws IOException {
        new ModelExporter().export(graph(), ExportRequest.of(folder.resolve("a"), "net"));
        new ModelExporter().export(graph(), ExportRequest.of(folder.resolve("b"), "net"));
        assertThat(folder.resolve("a/net_model.hpp")).hasSameTextualContentAs(folder.resolve("b/net_model.hpp"));
    }
}
