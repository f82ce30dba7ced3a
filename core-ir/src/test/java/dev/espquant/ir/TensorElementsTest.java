package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorElementsTest {
    @Test
    void wholeNumbersOfEveryWidth() {
        assertThat(longs(DataType.INT8, 3, 0x7f, 0x80, 0xff)).containsExactly(127, -128, -1);
        assertThat(longs(DataType.UINT8, 3, 0x7f, 0x80, 0xff)).containsExactly(127, 128, 255);
        assertThat(longs(DataType.BOOL, 2, 0, 1)).containsExactly(0, 1);
        assertThat(longs(DataType.INT16, 2, 0x01, 0x80, 0xff, 0xff)).containsExactly(-32767, -1);
        assertThat(longs(DataType.UINT16, 2, 0x01, 0x80, 0xff, 0xff)).containsExactly(32769, 65535);
        assertThat(longs(DataType.INT32, 1, 0xfe, 0xff, 0xff, 0xff)).containsExactly(-2);
        assertThat(longs(DataType.UINT32, 1, 0xfe, 0xff, 0xff, 0xff)).containsExactly(4294967294L);
        assertThat(longs(DataType.INT64, 1, 1, 0, 0, 0, 0, 0, 0, 0x80)).containsExactly(Long.MIN_VALUE + 1);
    }

    @Test
    void packedNumbersLowBitsFirst() {
        assertThat(longs(DataType.UINT4, 3, 0xf1, 0x08)).containsExactly(1, 15, 8);
        assertThat(longs(DataType.INT4, 3, 0xf1, 0x08)).containsExactly(1, -1, -8);
        assertThat(longs(DataType.UINT2, 5, 0b11100100, 0b10)).containsExactly(0, 1, 2, 3, 2);
        assertThat(longs(DataType.INT2, 5, 0b11100100, 0b10)).containsExactly(0, 1, -2, -1, -2);
    }

    @Test
    void realNumbers() {
        assertThat(doubles(DataType.FLOAT, 1, 0, 0, 0xc0, 0x3f)).containsExactly(1.5);
        assertThat(doubles(DataType.DOUBLE, 1, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f)).containsExactly(1.5);
        assertThat(doubles(DataType.BFLOAT16, 2, 0xc0, 0x3f, 0x80, 0xff))
                .containsExactly(1.5, Double.NEGATIVE_INFINITY);
        assertThat(doubles(DataType.INT4, 2, 0xf8)).containsExactly(-8, -1);
        assertThat(doubles(DataType.INT64, 1, 3, 0, 0, 0, 0, 0, 0, 0)).containsExactly(3);
    }

    @Test
    void halfPrecision() {
        assertThat(half(0x3c00)).isEqualTo(1);
        assertThat(half(0xc000)).isEqualTo(-2);
        assertThat(half(0x7bff)).isEqualTo(65504);
        assertThat(half(0x0400)).isEqualTo(0x1p-14);
        assertThat(half(0x03ff)).isEqualTo(0x1p-14 - 0x1p-24);
        assertThat(half(0x0001)).isEqualTo(0x1p-24);
        assertThat(half(0x3555)).isEqualTo(0x1.554p-2);
        assertThat(half(0x7c00)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(half(0xfc00)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(half(0x7e00)).isNaN();
        assertThat(1 / half(0x8000)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** Every half-precision number is sign, exponent and mantissa as IEEE 754 defines them. */
    @Property(seed = "2026")
    void halfPrecisionFollowsItsDefinition(@ForAll short bits) {
        int exponent = (bits >> 10) & 31;
        int mantissa = bits & 1023;
        double sign = bits < 0 ? -1 : 1;
        double expected = exponent == 0
                ? sign * mantissa * 0x1p-24
                : exponent < 31
                        ? sign * (1 + mantissa / 1024.0) * Math.pow(2, exponent - 15)
                        : mantissa == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        assertThat(half(bits)).isEqualTo(Double.valueOf(expected));
    }

    @Property(seed = "2026")
    void unsignedLongsRoundAsTheNearestDouble(@ForAll long bits) {
        Tensor tensor = Tensor.ofBytes(
                DataType.UINT64, new long[] {1}, Tensor.vector(bits).bytes());
        assertThat(tensor.toDoubles()).containsExactly(new BigInteger(Long.toUnsignedString(bits)).doubleValue());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsReadOrRefused(DataType type) {
        boolean number = type.isInteger()
                || List.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16, DataType.UINT64)
                        .contains(type);
        Tensor one = type == DataType.STRING
                ? Tensor.ofStrings(new long[] {1}, List.of(ByteText.of("1")))
                : Tensor.ofBytes(type, new long[] {1}, ByteBuffer.allocate((int) type.byteSize(1)));
        if (number) {
            assertThat(one.toDoubles()).containsExactly(0);
        } else {
            assertThatThrownBy(one::toDoubles)
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining(type.onnxName());
        }
        if (type.isInteger()) {
            assertThat(one.toLongs()).containsExactly(0);
        } else {
            assertThatThrownBy(one::toLongs).isInstanceOf(GraphException.class);
        }
    }

    private static double half(int bits) {
        return doubles(DataType.FLOAT16, 1, bits & 0xff, (bits >> 8) & 0xff)[0];
    }

    private static long[] longs(DataType type, long count, int... bytes) {
        return tensor(type, count, bytes).toLongs();
    }

    private static double[] doubles(DataType type, long count, int... bytes) {
        return tensor(type, count, bytes).toDoubles();
    }

    private static Tensor tensor(DataType type, long count, int... bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            data.put((byte) b);
        }
        return Tensor.ofBytes(type, new long[] {count}, data.flip());
    }
}
