package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.schema.NodeProto;
import org.junit.jupiter.api.Test;

class NodeDecoderTest {
    @Test
    void readsEverything() {
        Node node = decode(Protos.node("Conv", "x w", "y")
                .setName("conv")
                .setDomain("com.acme")
                .setDocString("doc")
                .addAttribute(Protos.attribute("group", AttributeKind.INT).setI(2)));
        assertThat(node.name()).isEqualTo("conv");
        assertThat(node.domain()).isEqualTo("com.acme");
        assertThat(node.inputs()).containsExactly("x", "w");
        assertThat(node.outputs()).containsExactly("y");
        assertThat(node.attributes()).containsExactly(java.util.Map.entry("group", Attribute.of(2)));
        assertThat(node.docString()).isEqualTo("doc");
        assertThat(node.unknownFields().isEmpty()).isTrue();
    }

    @Test
    void theStandardDomainIsEmpty() {
        assertThat(decode(Protos.node("Relu", "x", "y").setDomain("ai.onnx")).domain())
                .isEmpty();
    }

    @Test
    void anAttributeStandsOnce() {
        assertThatThrownBy(() -> decode(Protos.node("Conv", "x", "y")
                        .setName("n")
                        .addAttribute(Protos.attribute("a", AttributeKind.INT))
                        .addAttribute(Protos.attribute("a", AttributeKind.INT))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'n' (Conv): attribute 'a': the node has it twice");
    }

    @Test
    void errorsNameNodeAndAttribute() {
        assertThatThrownBy(() -> decode(Protos.node("Constant", "", "y")
                        .setName("n")
                        .addAttribute(
                                Protos.attribute("value", AttributeKind.TENSOR).setT(Protos.tensor("t", 3, 1)))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'n' (Constant): attribute 'value': a float tensor");
    }

    @Test
    void errorsInSubgraphsNameTheInnerNode() {
        NodeProto.Builder inner = Protos.node("Inner", "x", "y")
                .setName("inner")
                .addAttribute(Protos.attribute("a", AttributeKind.TENSOR));
        assertThatThrownBy(() -> decode(Protos.node("If", "x", "y")
                        .setName("outer")
                        .addAttribute(Protos.attribute("then_branch", AttributeKind.GRAPH)
                                .setG(Protos.graph(inner)))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'inner' (Inner): attribute 'a'");
    }

    private static Node decode(NodeProto.Builder proto) {
        ExternalData external = ExternalData.none();
        return new NodeDecoder(new AttributeDecoder(external, new GraphDecoder(external))).decode(proto.build());
    }
}
