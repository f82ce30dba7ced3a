package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeEncoderTest {
    private static final AttributeProto NOTHING = AttributeProto.getDefaultInstance();

    static Stream<Attribute> attributes() {
        Tensor tensor = Graphs.ramp(2, 3);
        return Stream.of(
                Attribute.of(0),
                Attribute.of(Long.MIN_VALUE),
                Attribute.of(0f),
                Attribute.of(-0f),
                Attribute.of(Float.NaN),
                Attribute.of(""),
                new Attribute.OfString(ByteText.of(new byte[] {(byte) 0x80})),
                Attribute.of(tensor),
                new Attribute.OfGraph(Graphs.model("sub").output("outer").graphUnchecked()),
                Attribute.ofInts(),
                Attribute.ofInts(1, -1),
                new Attribute.OfFloats(ImmutableList.of(1f, -0f)),
                new Attribute.OfStrings(ImmutableList.of(ByteText.of("a"), ByteText.of(""))),
                new Attribute.OfTensors(ImmutableList.of(tensor, Tensor.vector(1))),
                new Attribute.OfGraphs(ImmutableList.of(Graphs.model("sub").graphUnchecked())),
                new Attribute.Reference("alpha", 6),
                new Attribute.OfOpaque(Opaque.of(AttributeProto.newBuilder()
                        .setName("a")
                        .setType(13)
                        .setUnknownFields(Protos.unknown(14, "type"))
                        .build()
                        .toByteArray())));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void everyKindSurvives(Attribute attribute) {
        AttributeProto proto = AttributeEncoder.encode("a", attribute, NOTHING);
        assertThat(proto.getName()).isEqualTo("a");
        ExternalData external = ExternalData.none();
        assertThat(new AttributeDecoder(external, new GraphDecoder(external)).decode(proto))
                .isEqualTo(attribute);
    }

    @Test
    void leftoversComeBack() {
        AttributeProto original = Protos.attribute("a", AttributeKind.TENSORS)
                .setDocString("doc")
                .addTensors(Protos.tensor("first", 4))
                .addTensors(Protos.tensor("second", 4).setDocString("tensor"))
                .setUnknownFields(Protos.unknown(99, "new"))
                .build();
        Tensor zero = Tensor.ofFloats(new long[0], 0);
        Attribute list = new Attribute.OfTensors(ImmutableList.of(zero, zero));
        assertThat(AttributeEncoder.encode("a", list, AttributeDecoder.leftovers(original)))
                .isEqualTo(original);
    }

    @Test
    void leftoversOfTensorsThatAreGoneDoNot() {
        AttributeProto original = Protos.attribute("a", AttributeKind.TENSORS)
                .addTensors(Protos.tensor("first", 4))
                .build();
        AttributeProto leftovers = AttributeDecoder.leftovers(original);
        Attribute two = new Attribute.OfTensors(ImmutableList.copyOf(List.of(Tensor.vector(1), Tensor.vector(2))));
        assertThat(AttributeEncoder.encode("a", two, leftovers).getTensorsList())
                .allSatisfy(t -> assertThat(t.hasName()).isFalse());
        assertThat(AttributeEncoder.encode("a", Attribute.of(1), leftovers))
                .isEqualTo(Protos.attribute("a", AttributeKind.INT).setI(1).build());
    }
}
