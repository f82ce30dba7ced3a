package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypedDataTest {
    @Test
    void floats() {
        TensorProto proto =
                TensorProto.newBuilder().addFloatData(1.5f).addFloatData(-0f).build();
        assertThat(hex(proto, DataType.FLOAT, 2)).isEqualTo("0000c03f00000080");
        assertThat(hex(proto, DataType.COMPLEX64, 1)).isEqualTo("0000c03f00000080");
    }

    @Test
    void doubles() {
        TensorProto proto =
                TensorProto.newBuilder().addDoubleData(1.5).addDoubleData(-2).build();
        assertThat(hex(proto, DataType.DOUBLE, 2)).isEqualTo("000000000000f83f00000000000000c0");
        assertThat(hex(proto, DataType.COMPLEX128, 1)).isEqualTo("000000000000f83f00000000000000c0");
    }

    @Test
    void longsAndUnsigned() {
        assertThat(hex(TensorProto.newBuilder().addInt64Data(-2).build(), DataType.INT64, 1))
                .isEqualTo("feffffffffffffff");
        assertThat(hex(TensorProto.newBuilder().addUint64Data(-2).build(), DataType.UINT64, 1))
                .isEqualTo("feffffffffffffff");
        assertThat(hex(TensorProto.newBuilder().addUint64Data(0xfffffffeL).build(), DataType.UINT32, 1))
                .isEqualTo("feffffff");
    }

    @Test
    void narrowTypesTravelInInt32() {
        assertThat(hex(ints(1, -1), DataType.INT32, 2)).isEqualTo("01000000ffffffff");
        assertThat(hex(ints(1, -1), DataType.INT16, 2)).isEqualTo("0100ffff");
        assertThat(hex(ints(1, 65535), DataType.UINT16, 2)).isEqualTo("0100ffff");
        assertThat(hex(ints(1, -128), DataType.INT8, 2)).isEqualTo("0180");
        assertThat(hex(ints(1, 255), DataType.UINT8, 2)).isEqualTo("01ff");
        assertThat(hex(ints(1, 0), DataType.BOOL, 2)).isEqualTo("0100");
        assertThat(hex(ints(0x3c00, 0xc000), DataType.FLOAT16, 2)).isEqualTo("003c00c0");
        assertThat(hex(ints(0x3f80), DataType.BFLOAT16, 1)).isEqualTo("803f");
        assertThat(hex(ints(0x7f, 0xff), DataType.FLOAT8E5M2, 2)).isEqualTo("7fff");
    }

    @Test
    void packedTypesTravelByteByByte() {
        assertThat(hex(ints(0x21, 0x03), DataType.UINT4, 3)).isEqualTo("2103");
        assertThat(hex(ints(0xf1, -1), DataType.INT4, 4)).isEqualTo("f1ff");
        assertThat(hex(ints(0xe4, 2), DataType.UINT2, 5)).isEqualTo("e402");
    }

    @Test
    void numbersThatTheTypeDoesNotHaveAreRefused() {
        for (List<Object> pair : List.<List<Object>>of(
                List.of(DataType.INT8, 128),
                List.of(DataType.INT8, -129),
                List.of(DataType.UINT8, -1),
                List.of(DataType.UINT8, 256),
                List.of(DataType.BOOL, 2),
                List.of(DataType.INT16, 32768),
                List.of(DataType.UINT16, -1),
                List.of(DataType.FLOAT16, 65536),
                List.of(DataType.INT4, 256))) {
            assertThatThrownBy(() -> TypedData.bytes(ints((int) pair.get(1)), (DataType) pair.get(0), 1))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining(pair.get(1) + " is no " + ((DataType) pair.get(0)).onnxName());
        }
        assertThatThrownBy(() -> TypedData.bytes(
                        TensorProto.newBuilder().addUint64Data(1L << 32).build(), DataType.UINT32, 1))
                .isInstanceOf(GraphException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void aShapeThatAsksForMoreIsRefusedBeforeAllocating(DataType type) {
        TensorProto nothing = TensorProto.getDefaultInstance();
        assertThat(TypedData.bytes(nothing, type, 0).remaining()).isZero();
        assertThatThrownBy(() -> TypedData.bytes(nothing, type, Integer.MAX_VALUE))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("found 0");
    }

    @Test
    void elementsInTwoFieldsAreRefused() {
        TensorProto both = ints(1).toBuilder().addFloatData(1).build();
        assertThatThrownBy(() -> TypedData.bytes(both, DataType.INT32, 1))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("must be in int32_data, but float_data holds 1");
    }

    private static TensorProto ints(int... values) {
        TensorProto.Builder proto = TensorProto.newBuilder();
        for (int value : values) {
            proto.addInt32Data(value);
        }
        return proto.build();
    }

    private static String hex(TensorProto proto, DataType type, int elements) {
        ByteBuffer bytes = TypedData.bytes(proto, type, elements);
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return HexFormat.of().formatHex(array);
    }
}
