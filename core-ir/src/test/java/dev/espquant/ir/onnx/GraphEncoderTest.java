package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class GraphEncoderTest {
    @Test
    void graphsSurvive() {
        Graph branch = Graphs.model("then").node("Relu", "x", "r").output("r").graphUnchecked();
        Graph graph = Graphs.model("g")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Graphs.ramp(2))
                .valueInfo("h", DataType.FLOAT, 1, 2)
                .node("Add", "x w", "h", "value", Graphs.ramp(3))
                .node("If", "h", "y", "then_branch", branch)
                .output("y")
                .graph()
                .toBuilder()
                .docString("doc")
                .build();
        assertThat(decode(GraphEncoder.encode(graph))).isEqualTo(graph);
    }

    @Test
    void whatTheIrHasNoPlaceForSurvives() {
        GraphProto proto = Protos.graph(Protos.node("Op", "x", "y")
                        .setName("n")
                        .setUnknownFields(Protos.unknown(91, "node"))
                        .addAttribute(Protos.attribute("a", AttributeKind.TENSOR)
                                .setDocString("attribute")
                                .setUnknownFields(Protos.unknown(92, "attribute"))
                                .setT(Protos.tensor("named", 4).setDocString("tensor"))))
                .addInitializer(Protos.tensor("plain", 4))
                .addInitializer(Protos.tensor("w", 4)
                        .setDocString("weights")
                        .setUnknownFields(Protos.unknown(93, "initializer")))
                .setUnknownFields(Protos.unknown(94, "graph"))
                .build();
        Graph graph = decode(proto);
        assertThat(graph.nodes().get(0).attributes()).hasSize(1);
        assertThat(GraphEncoder.encode(graph)).isEqualTo(proto);
    }

    @Test
    void leftoversOfInitializersThatAreGoneDoNot() {
        Graph graph = decode(Protos.graph()
                .addInitializer(Protos.tensor("w", 4).setDocString("weights"))
                .build());
        Graph without = graph.toBuilder().initializers(java.util.Map.of()).build();
        assertThat(GraphEncoder.encode(without).getInitializerCount()).isZero();
    }

    @Test
    void documentationThatIsNoUtf8KeepsItsBytes() {
        ByteString latin = ByteString.copyFrom(new byte[] {'g', 'r', (byte) 0xf6});
        GraphProto proto = Protos.graph(Protos.node("Op", "x", "y").setName("n").setDocStringBytes(latin))
                .setDocStringBytes(latin)
                .addOutput(Protos.value("y", 1).setDocStringBytes(latin))
                .build();
        Graph graph = decode(proto);
        assertThat(graph.docString()).isEqualTo("gr\ufffd");
        assertThat(GraphEncoder.encode(graph).toByteString()).isEqualTo(proto.toByteString());
        assertThat(GraphEncoder.encode(graph.toBuilder().docString("new").build())
                        .getDocString())
                .isEqualTo("new");
    }

    @Test
    void oldFormatsListInitializersAmongTheInputs() {
        Graph graph = Graphs.model("g")
                .input("x", DataType.FLOAT, 1)
                .initializer("w", Graphs.ramp(2, 3))
                .graph();
        GraphProto proto = GraphEncoder.withInitializersAsInputs(GraphEncoder.encode(graph), graph);
        assertThat(proto.getInputList())
                .containsExactly(
                        Protos.value("x", 1).build(), Protos.value("w", 2, 3).build());
        assertThat(decode(proto)).isEqualTo(graph);
    }

    private static Graph decode(GraphProto proto) {
        return new GraphDecoder(ExternalData.none()).decode(proto);
    }
}
