package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpyTypeTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsCode(NpyType type) {
        assertThat(NpyType.ofCode(type.code())).contains(type);
    }

    @Test
    void knowsNoOtherCodes() {
        assertThat(NpyType.ofCode("c8")).isEmpty();
        assertThat(NpyType.ofCode("U3")).isEmpty();
        assertThat(NpyType.ofCode("f16")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0000, 0",
        "8000, -0",
        "3c00, 1",
        "c000, -2",
        "7bff, 65504",
        "0400, 6.103515625e-5",
        "0001, 5.9604644775390625e-8",
        "7c00, Infinity",
        "fc00, -Infinity",
        "7e00, NaN",
        "3555, 0.333251953125"
    })
    void readsHalfPrecision(String bits, float expected) {
        ByteBuffer in = buffer().putShort(0, (short) Integer.parseInt(bits, 16));

        assertThat((float) NpyType.FLOAT16.real(in, 0)).isEqualTo((Float) expected);
    }

    @Test
    void readsUnsignedNumbers() {
        ByteBuffer in = buffer().putLong(0, -1);

        assertThat(NpyType.UINT8.integer(in, 0)).isEqualTo(255);
        assertThat(NpyType.UINT16.integer(in, 0)).isEqualTo(65535);
        assertThat(NpyType.UINT32.integer(in, 0)).isEqualTo(4294967295L);
        assertThat(NpyType.UINT64.real(in, 0)).isEqualTo(0x1p64);
        assertThat(NpyType.INT64.integer(in, 0)).isEqualTo(-1);
        assertThatThrownBy(() -> NpyType.UINT64.integer(in, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsLongsToFloatsOnce() {
        // 2^60 + 2^36 + 1 is just above the middle of two floats, but on it once rounded to a double
        long value = (1L << 60) + (1L << 36) + 1;
        float[] result = new float[2];

        NpyType.INT64.toFloats(buffer().putLong(0, value), result, 0, 1);
        NpyType.UINT64.toFloats(buffer().putLong(0, value * 8), result, 1, 1);

        assertThat(result).containsExactly((float) value, 8 * (float) value);
        assertThat((float) (double) value).isNotEqualTo((float) value);
    }

    @ParameterizedTest
    @EnumSource
    void convertsInBulkAsOneByOne(NpyType type) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer in = ByteBuffer.allocate(1 + 5 * type.bytes()).order(order);
            for (int i = 0; i < in.capacity(); i++) {
                in.put(i, (byte) (i * 53 + 7));
            }
            float[] bulk = new float[6];

            type.toFloats(in.position(1), bulk, 1, 5);

            assertThat(bulk[0]).isZero();
            for (int i = 0; i < 5; i++) {
                ByteBuffer shifted = in.slice(1, 5 * type.bytes()).order(order);
                assertThat(bulk[1 + i]).isEqualTo((float) type.real(shifted, i));
            }
        }
    }

    @Test
    void takesWholeFloatsAsIntegers() {
        assertThat(NpyType.FLOAT32.integer(buffer().putFloat(0, -128), 0)).isEqualTo(-128);
        assertThatThrownBy(() -> NpyType.FLOAT32.integer(buffer().putFloat(0, 0.5f), 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("0.5");
        assertThatThrownBy(() -> NpyType.FLOAT32.integer(buffer().putFloat(0, Float.NaN), 0))
                .isInstanceOf(ArithmeticException.class);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    }
}
