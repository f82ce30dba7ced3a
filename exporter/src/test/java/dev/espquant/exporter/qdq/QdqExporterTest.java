package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.model.RandomModels;
import dev.espquant.exporter.model.TestTables;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QdqExporterTest {
    @TempDir
    Path folder = Path.of("");

    private final QuantizedGraph quantized =
            TestTables.quantize(RandomModels.of(1), QuantizationScheme.INT8_PER_TENSOR, "esp32s3");

    @Test
    void writesOneModel() throws Exception {
        assertThat(Exporters.load().get("qdq").export(quantized, ExportRequest.of(folder, "net")))
                .containsExactly(folder.resolve("net.onnx"));
        assertThat(OnnxReader.read(folder.resolve("net.onnx")).graph())
                .isEqualTo(QdqModel.of(quantized).graph());
    }

    @Test
    void knowsNoOptions() {
        ExportRequest request = ExportRequest.of(folder, "net").withOptions(Map.of("a", "b"));

        assertThatThrownBy(() -> new QdqExporter().export(quantized, request)).hasMessageContaining("no option 'a'");
    }
}
