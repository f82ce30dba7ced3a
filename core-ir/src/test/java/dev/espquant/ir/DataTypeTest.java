package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DataTypeTest {
    @Test
    void codesAreThoseOfOnnxWithoutGaps() {
        assertThat(Arrays.stream(DataType.values()).mapToInt(DataType::onnxCode))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.rangeClosed(1, 26).boxed().toList());
        for (DataType type : DataType.values()) {
            assertThat(DataType.ofOnnxCode(type.onnxCode())).contains(type);
        }
        assertThat(DataType.ofOnnxCode(0)).isEmpty();
        assertThat(DataType.ofOnnxCode(99)).isEmpty();
        assertThat(DataType.ofOnnxCode(-1)).isEmpty();
    }

    @Test
    void narrowTypesArePacked() {
        assertThat(DataType.INT4.byteSize(0)).isZero();
        assertThat(DataType.INT4.byteSize(1)).isEqualTo(1);
        assertThat(DataType.INT4.byteSize(2)).isEqualTo(1);
        assertThat(DataType.INT4.byteSize(3)).isEqualTo(2);
        assertThat(DataType.UINT2.byteSize(4)).isEqualTo(1);
        assertThat(DataType.UINT2.byteSize(5)).isEqualTo(2);
        assertThat(DataType.FLOAT.byteSize(3)).isEqualTo(12);
        assertThat(DataType.COMPLEX128.byteSize(1)).isEqualTo(16);
    }

    @Test
    void sizesThatOverflowAreRefused() {
        assertThatThrownBy(() -> DataType.DOUBLE.byteSize(Long.MAX_VALUE / 8)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> DataType.STRING.byteSize(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreThoseThatOnnxToolsPrint() {
        assertThat(DataType.FLOAT.onnxName()).isEqualTo("float");
        assertThat(DataType.BFLOAT16.onnxName()).isEqualTo("bfloat16");
    }

    @Test
    void integersAreTypesThatFitALong() {
        assertThat(DataType.INT4.isInteger()).isTrue();
        assertThat(DataType.BOOL.isInteger()).isTrue();
        assertThat(DataType.UINT64.isInteger()).isFalse();
        assertThat(DataType.FLOAT16.isInteger()).isFalse();
    }
}
