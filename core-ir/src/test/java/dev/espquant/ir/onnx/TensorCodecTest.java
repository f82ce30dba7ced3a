package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorCodecTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void everyTypeSurvives(DataType type) {
        byte[] bytes = new byte[(int) type.byteSize(6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (37 * i + 129);
        }
        Tensor tensor = Tensor.ofBytes(type, new long[] {2, 3}, ByteBuffer.wrap(bytes));
        TensorProto proto = TensorCodec.encode(tensor, TensorProto.getDefaultInstance());
        assertThat(proto.getRawData().toByteArray()).isEqualTo(bytes);
        assertThat(decode(proto)).isEqualTo(tensor);
    }

    @Test
    void stringsSurviveEvenIfTheyAreNoText() {
        Tensor tensor = Tensor.ofStrings(
                new long[] {3}, List.of(ByteText.of("ä"), ByteText.of(""), ByteText.of(new byte[] {(byte) 0xff})));
        assertThat(decode(TensorCodec.encode(tensor, TensorProto.getDefaultInstance())))
                .isEqualTo(tensor);
    }

    @Test
    void typedFieldsBecomeRawBytes() {
        TensorProto typed = TensorProto.newBuilder()
                .setDataType(1)
                .addDims(2)
                .addFloatData(1)
                .addFloatData(2)
                .build();
        Tensor tensor = decode(typed);
        assertThat(tensor.toFloats()).containsExactly(1, 2);
        TensorProto written = TensorCodec.encode(tensor, TensorProto.getDefaultInstance());
        assertThat(written.getFloatDataCount()).isZero();
        assertThat(decode(written)).isEqualTo(tensor);
    }

    @Test
    void rawBytesAreNotCopied() {
        byte[] file = new byte[8];
        TensorProto proto = Protos.tensor("t", 0, 2)
                .setRawData(com.google.protobuf.UnsafeByteOperations.unsafeWrap(file))
                .build();
        Tensor tensor = decode(proto);
        file[3] = 0x40;
        assertThat(tensor.toFloats()).containsExactly(2, 0);
    }

    @Test
    void leftoversKeepNameDocumentationAndUnknownFields() {
        TensorProto proto = Protos.tensor("t", 4, 1)
                .setDocString("doc")
                .setUnknownFields(Protos.unknown(99, "new"))
                .build();
        assertThat(TensorCodec.encode(decode(proto), TensorCodec.leftovers(proto)))
                .isEqualTo(proto);
    }

    @Test
    void damagedTensorsAreRefused() {
        refused(Protos.tensor("t", 8, 3), "12 bytes, found 8");
        refused(Protos.tensor("t", 8, -1), "tensor can have the shape [-1]");
        refused(Protos.tensor("t", 8, 0, -1), "[0, -1]");
        refused(Protos.tensor("t", 0, 1L << 31, 1L << 31, 1L << 31), "shape");
        refused(Protos.tensor("t", 0, Integer.MAX_VALUE), "shape");
        refused(Protos.tensor("t", 4).setDataType(0), "unknown tensor element type 0");
        refused(Protos.tensor("t", 4).setDataType(77), "unknown tensor element type 77");
        refused(Protos.tensor("t", 4).addFloatData(1), "float_data holds 1");
        refused(Protos.tensor("t", 4, new long[65]), "65 dimensions");
        refused(Protos.tensor("t", 4).setDataType(8), "raw_data holds 4");
        refused(Protos.tensor("t", 0, 2).clearRawData().setDataType(8), "cannot hold 0 strings");
        refused(Protos.tensor("t", 0, -2).clearRawData().setDataType(8), "no string tensor");
    }

    @Test
    void elementCountsAreCheckedBeforeAnythingIsAllocated() {
        refused(
                TensorProto.newBuilder()
                        .setDataType(1)
                        .addDims(Integer.MAX_VALUE)
                        .addFloatData(1),
                "2147483647 entries of float_data, found 1");
        refused(
                TensorProto.newBuilder()
                        .setDataType(8)
                        .addDims(Integer.MAX_VALUE)
                        .addStringData(ByteString.EMPTY),
                "cannot hold 1 strings");
    }

    private static Tensor decode(TensorProto proto) {
        return TensorCodec.decode(proto, ExternalData.none());
    }

    private static void refused(TensorProto.Builder proto, String... messages) {
        assertThatThrownBy(() -> decode(proto.build()))
                .isInstanceOf(GraphException.class)
                .hasMessageContainingAll(messages);
    }
}
