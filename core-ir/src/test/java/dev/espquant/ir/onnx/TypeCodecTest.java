package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.OpaqueType;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.schema.TensorShapeProto;
import dev.espquant.ir.onnx.schema.TypeProto;
import dev.espquant.ir.onnx.schema.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeCodecTest {
    private static TensorShapeProto.Dimension.Builder dimension() {
        return TensorShapeProto.Dimension.newBuilder();
    }

    private static ValueInfoProto shaped(TensorShapeProto.Dimension.Builder... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        List.of(dimensions).forEach(shape::addDim);
        return ValueInfoProto.newBuilder()
                .setName("v")
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(7).setShape(shape)))
                .build();
    }

    @Test
    void shapes() {
        ValueInfoProto proto = shaped(dimension().setDimParam("N"), dimension().setDimValue(3), dimension());
        ValueInfo info = TypeCodec.decode(proto);
        assertThat(info.type())
                .isEqualTo(TensorType.of(
                        DataType.INT64, Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.unknown()))));
        assertThat(info.unknownFields().isEmpty()).isTrue();
        assertThat(TypeCodec.encode(info)).isEqualTo(proto);
    }

    @Test
    void scalarsAndUnknownRanksDiffer() {
        ValueInfo scalar = ValueInfo.of("v", DataType.FLOAT, Shape.of());
        ValueInfo unranked = ValueInfo.of("v", new TensorType(Optional.of(DataType.FLOAT), Optional.empty()));
        ValueInfo untyped = ValueInfo.of("v", new TensorType(Optional.empty(), Optional.empty()));
        for (ValueInfo info : List.of(scalar, unranked, untyped)) {
            assertThat(TypeCodec.decode(TypeCodec.encode(info))).isEqualTo(info);
        }
        assertThat(TypeCodec.encode(scalar).getType().getTensorType().hasShape())
                .isTrue();
        assertThat(TypeCodec.encode(unranked).getType().getTensorType().hasShape())
                .isFalse();
    }

    @Test
    void someExportersWriteMinusOneForAnUnknownSize() {
        assertThat(TypeCodec.decode(shaped(dimension().setDimValue(-1))).type()).hasToString("int64[?]");
        assertThatThrownBy(() -> TypeCodec.decode(shaped(dimension().setDimValue(-2))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'v'")
                .hasMessageContaining("negative dimension -2");
    }

    @Test
    void aValueMayHaveNoType() {
        ValueInfoProto proto = ValueInfoProto.newBuilder().setName("v").build();
        ValueInfo info = TypeCodec.decode(proto);
        assertThat(info.type()).isInstanceOf(OpaqueType.class).hasToString("untyped");
        assertThat(TypeCodec.encode(info)).isEqualTo(proto);
    }

    @Test
    void otherTypesAreCarriedWhole() {
        ValueInfoProto sequence = ValueInfoProto.newBuilder()
                .setName("v")
                .setType(TypeProto.newBuilder().setUnknownFields(Protos.unknown(4, "element type")))
                .build();
        assertThat(TypeCodec.decode(sequence).type()).hasToString("sequence");
        assertThat(TypeCodec.encode(TypeCodec.decode(sequence))).isEqualTo(sequence);
        ValueInfoProto tomorrow = ValueInfoProto.newBuilder()
                .setName("v")
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(77)))
                .build();
        assertThat(TypeCodec.decode(tomorrow).type()).hasToString("tensor of element type 77");
        assertThat(TypeCodec.encode(TypeCodec.decode(tomorrow))).isEqualTo(tomorrow);
    }

    @Test
    void denotationsAndDocumentationSurvive() {
        ValueInfoProto.Builder proto =
                shaped(dimension().setDimValue(1).setUnknownFields(Protos.unknown(3, "DATA_BATCH")), dimension())
                        .toBuilder()
                        .setDocString("doc")
                        .setUnknownFields(Protos.unknown(99, "new"));
        proto.getTypeBuilder().setUnknownFields(Protos.unknown(6, "IMAGE"));
        proto.getTypeBuilder().getTensorTypeBuilder().setUnknownFields(Protos.unknown(98, "new"));
        proto.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().setUnknownFields(Protos.unknown(97, "new"));
        ValueInfo info = TypeCodec.decode(proto.build());
        assertThat(TypeCodec.encode(info)).isEqualTo(proto.build());
    }

    @Test
    void denotationsOfDimensionsDoNotOutliveAnotherRank() {
        ValueInfo info =
                TypeCodec.decode(shaped(dimension().setDimValue(1).setUnknownFields(Protos.unknown(3, "DATA_BATCH"))));
        ValueInfo changed = info.withType(TensorType.of(DataType.INT64, Shape.of(1, 2)));
        assertThat(TypeCodec.encode(changed))
                .isEqualTo(shaped(dimension().setDimValue(1), dimension().setDimValue(2)));
    }

    @Test
    void ranksAreBounded() {
        TensorShapeProto.Dimension.Builder[] many = new TensorShapeProto.Dimension.Builder[65];
        java.util.Arrays.fill(many, dimension());
        assertThatThrownBy(() -> TypeCodec.decode(shaped(many)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("65 dimensions");
    }
}
