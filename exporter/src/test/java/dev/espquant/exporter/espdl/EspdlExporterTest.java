package dev.espquant.exporter.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.InvalidRequestException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlKey;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.lowering.RuntimeFacts;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspdlExporterTest {
    @TempDir
    Path folder = Path.of("");

    private static QuantizedGraph model() {
        QuantizationTable table = new QuantizationTable(
                "",
                QuantizationScheme.INT8_PER_TENSOR,
                "",
                0,
                ImmutableList.of(),
                ImmutableMap.of("x", TableEntry.of(-4), "y", TableEntry.of(-4)));
        return Quantizer.quantize(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 1, 3)
                        .node("MaxPool", "x", "y", "kernel_shape", new long[] {1, 1})
                        .output("y")
                        .build(),
                table,
                RuntimeFacts.target("s3"),
                Runtime.ESP_DL_3);
    }

    private static GoldenRun run(int first) {
        byte[] values = {(byte) first, 2, 3, 4, 5, 6};
        Tensor tensor = Tensor.ofBytes(DataType.INT8, new long[] {1, 2, 1, 3}, ByteBuffer.wrap(values));
        return new GoldenRun(ImmutableMap.of("x", tensor), ImmutableMap.of("y", tensor));
    }

    private EspdlModel export(ExportRequest request) throws IOException {
        List<Path> files = Exporters.load().get("espdl").export(model(), request);
        assertThat(files).containsExactly(folder.resolve("net.espdl"), folder.resolve("net.info"));
        return EspdlReader.read(files.get(0));
    }

    @Test
    void theFileSaysWhereItComesFrom() throws IOException {
        EspdlModel model = export(ExportRequest.of(folder, "net").withModelSha256("abc"));
        assertThat(model.producerName()).isEqualTo("espquant");
        assertThat(model.metadata()).containsEntry("model_sha256", "abc").containsEntry("target", "s3");
        assertThat(Files.readString(folder.resolve("net.info"))).contains("node", "MaxPool(x)", "[1,1,3,2]");
    }

    @Test
    void testsAreEmbeddedOneBehindTheOtherInTheRuntimesLayout() throws IOException {
        EspdlGraph graph = export(ExportRequest.of(folder, "net").withTests(List.of(run(1), run(9))))
                .graph();
        assertThat(graph.testInputs()).hasSize(2);
        assertThat(graph.testInputs().get(0).elements().toLongs()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(graph.testOutputs().get(1).elements().toLongs()).containsExactly(9, 4, 2, 5, 3, 6);
        assertThat(graph.testOutputs().get(1).exponent()).isEqualTo(-4);
    }

    @Test
    void aKeyEncrypts() throws IOException {
        String key = "000102030405060708090a0b0c0d0e0f";
        Path file = Exporters.load()
                .get("espdl")
                .export(model(), ExportRequest.of(folder, "net").withOptions(Map.of("key", key)))
                .get(0);
        assertThatThrownBy(() -> EspdlReader.read(file)).isInstanceOf(GraphException.class);
        assertThat(EspdlReader.open(file, Optional.of(EspdlKey.ofHex(key)))
                        .onlyModel()
                        .graph()
                        .nodes())
                .hasSize(1);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        export(ExportRequest.of(folder, "net"));
        byte[] first = Files.readAllBytes(folder.resolve("net.espdl"));
        export(ExportRequest.of(folder, "net"));
        assertThat(Files.readAllBytes(folder.resolve("net.espdl"))).isEqualTo(first);
    }

    @Test
    void unknownWishesAreRefused() {
        ExportRequest request = ExportRequest.of(folder, "net").withOptions(Map.of("kay", "1"));
        assertThatThrownBy(() -> export(request)).isInstanceOf(InvalidRequestException.class);
    }
}
