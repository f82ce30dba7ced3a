package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.AttributeProto;
import org.junit.jupiter.api.Test;

class AttributeDecoderTest {
    @Test
    void numbersAndTexts() {
        assertThat(decode(Protos.attribute("a", AttributeKind.INT).setI(-3))).isEqualTo(Attribute.of(-3));
        assertThat(decode(Protos.attribute("a", AttributeKind.FLOAT).setF(0.5f)))
                .isEqualTo(Attribute.of(0.5f));
        assertThat(decode(Protos.attribute("a", AttributeKind.STRING).setS(ByteString.copyFromUtf8("SAME"))))
                .isEqualTo(Attribute.of("SAME"));
    }

    @Test
    void writersMayLeaveZeroAndEmptyOut() {
        assertThat(decode(Protos.attribute("a", AttributeKind.INT))).isEqualTo(Attribute.of(0));
        assertThat(decode(Protos.attribute("a", AttributeKind.FLOAT))).isEqualTo(Attribute.of(0f));
        assertThat(decode(Protos.attribute("a", AttributeKind.STRING))).isEqualTo(Attribute.of(""));
        assertThat(decode(Protos.attribute("a", AttributeKind.INTS))).isEqualTo(Attribute.ofInts());
        assertThat(decode(Protos.attribute("a", AttributeKind.GRAPHS)))
                .isEqualTo(new Attribute.OfGraphs(ImmutableList.of()));
    }

    @Test
    void lists() {
        assertThat(decode(Protos.attribute("a", AttributeKind.INTS).addInts(1).addInts(2)))
                .isEqualTo(Attribute.ofInts(1, 2));
        assertThat(decode(
                        Protos.attribute("a", AttributeKind.FLOATS).addFloats(1).addFloats(-0f)))
                .isEqualTo(new Attribute.OfFloats(ImmutableList.of(1f, -0f)));
        assertThat(decode(Protos.attribute("a", AttributeKind.STRINGS).addStrings(ByteString.copyFromUtf8("s"))))
                .isEqualTo(new Attribute.OfStrings(ImmutableList.of(ByteText.of("s"))));
        Attribute tensors = decode(Protos.attribute("a", AttributeKind.TENSORS).addTensors(Protos.tensor("t", 4)));
        assertThat(tensors)
                .isInstanceOfSatisfying(
                        Attribute.OfTensors.class, t -> assertThat(t.values()).hasSize(1));
    }

    @Test
    void subgraphs() {
        Attribute graph = decode(Protos.attribute("a", AttributeKind.GRAPH).setG(Protos.graph()));
        assertThat(graph)
                .isInstanceOfSatisfying(
                        Attribute.OfGraph.class,
                        g -> assertThat(g.value().name()).isEqualTo("g"));
    }

    @Test
    void theOldestFilesDeclareNoType() {
        assertThat(decode(AttributeProto.newBuilder().setName("a").setI(3))).isEqualTo(Attribute.of(3));
        assertThat(decode(AttributeProto.newBuilder().setName("a").addInts(3))).isEqualTo(Attribute.ofInts(3));
        refused(AttributeProto.newBuilder().setName("a"), "declares no type and holds 0 values");
        refused(AttributeProto.newBuilder().setName("a").setI(3).setF(2), "holds 2 values");
    }

    @Test
    void kindsThatNobodyLooksIntoAreCarriedWhole() {
        AttributeProto sparse = AttributeProto.newBuilder()
                .setName("a")
                .setType(11)
                .setDocString("doc")
                .setUnknownFields(Protos.unknown(22, "sparse"))
                .build();
        assertThat(decode(sparse.toBuilder()))
                .isInstanceOfSatisfying(
                        Attribute.OfOpaque.class,
                        o -> assertThat(o.bytes().toByteArray()).isEqualTo(sparse.toByteArray()));
        assertThat(Leftovers.isEmpty(AttributeDecoder.leftovers(sparse))).isTrue();
    }

    @Test
    void referencesOfFunctionBodies() {
        AttributeProto reference = Protos.attribute("a", AttributeKind.FLOAT)
                .setRefAttrName("alpha")
                .build();
        assertThat(decode(reference.toBuilder())).isEqualTo(new Attribute.Reference("alpha", 1));
    }

    @Test
    void valuesInTheWrongFieldAreRefused() {
        refused(Protos.attribute("a", AttributeKind.INT).setF(1), "it should hold its value in 'i', but 'f' is set");
        refused(Protos.attribute("a", AttributeKind.INT).setI(1).addInts(2), "'ints' is set");
        refused(Protos.attribute("a", AttributeKind.TENSOR), "it has no value");
        refused(Protos.attribute("a", AttributeKind.GRAPH), "it has no value");
        refused(Protos.attribute("a", AttributeKind.TENSOR).setT(Protos.tensor("t", 3, 1)), "4 bytes, found 3");
    }

    private static Attribute decode(AttributeProto.Builder proto) {
        ExternalData external = ExternalData.none();
        return new AttributeDecoder(external, new GraphDecoder(external)).decode(proto.build());
    }

    private static void refused(AttributeProto.Builder proto, String message) {
        assertThatThrownBy(() -> decode(proto))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(message);
    }
}
