package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class LayerRuleTest {

    private static EspdlNodeTester gemm(String target, int bias, int[] x, int... weights) {
        return EspdlNodeTester.of("Gemm")
                .on(target)
                .input(DataType.INT8, 0, new int[] {1, x.length}, x)
                .constant(DataType.INT8, new int[] {0}, "UNK", new int[] {1, 1, x.length, 1}, weights)
                .constant(DataType.INT32, 0, new int[] {1}, bias)
                .output(DataType.INT8, 1, 1, 1);
    }

    @Test
    void tiesGoUpOrToEven() {
        assertThat(gemm("esp32", 0, new int[] {1}, 5).integers()).containsExactly(3);
        assertThat(gemm("esp32s3", 0, new int[] {1}, 5).integers()).containsExactly(3);
        assertThat(gemm("esp32p4", 0, new int[] {1}, 5).integers()).containsExactly(2);
        assertThat(gemm("esp32", 0, new int[] {-1}, 5).integers()).containsExactly(-2);
    }

    @Test
    void integersOfCWrapWhereWideRegistersDoNot() {
        assertThat(gemm("esp32", Integer.MAX_VALUE, new int[] {1}, 1).integers())
                .containsExactly(-128);
        assertThat(gemm("esp32", Integer.MAX_VALUE, new int[] {1}, 1).result().overflowCount())
                .isEqualTo(1);
        assertThat(gemm("esp32s3", Integer.MAX_VALUE, new int[] {1}, 1).integers())
                .containsExactly(127);
    }

    @Test
    void typesMustAgree() {
        EspdlNodeTester mixed = EspdlNodeTester.of("Gemm")
                .input(DataType.INT16, 0, new int[] {1, 1}, 1)
                .constant(DataType.INT8, new int[] {0}, "UNK", new int[] {1, 1, 1, 1}, 1)
                .output(DataType.INT16, 0, 1, 1);
        assertThatThrownBy(mixed::run).hasMessageContaining("its input is int16, its weights int8");
    }

    @Test
    void biasesAreOneForEachChannel() {
        EspdlNodeTester two = EspdlNodeTester.of("Gemm")
                .input(DataType.INT8, 0, new int[] {1, 1}, 1)
                .constant(DataType.INT8, new int[] {0}, "UNK", new int[] {1, 1, 1, 1}, 1)
                .constant(DataType.INT32, 0, new int[] {2}, 1, 1)
                .output(DataType.INT8, 0, 1, 1);
        assertThatThrownBy(two::run).hasMessageContaining("2 biases");
    }
}
