package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class MatMulKernelTest {

    @Test
    void aComputedRightMatrixLiesInMemoryAsAFilter() {
        assertThat(EspdlNodeTester.of("MatMul")
                        .on("esp32")
                        .input(DataType.INT16, 0, new int[] {1, 2}, 1, 10)
                        .input(DataType.INT16, 0, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                        .output(DataType.INT16, 0, 1, 3)
                        .integers())
                .containsExactly(21, 43, 65);
    }

    @Test
    void blocksAreForChipsWithVectors() {
        int[] right = new int[2 * 8];
        for (int i = 0; i < right.length; i++) {
            right[i] = i;
        }
        assertThat(EspdlNodeTester.of("MatMul")
                        .on("esp32s3")
                        .input(DataType.INT16, 0, new int[] {1, 2}, 1, 10)
                        .input(DataType.INT16, 0, new int[] {2, 8}, right)
                        .output(DataType.INT16, 0, 1, 8)
                        .integers())
                .containsExactly(80, 91, 102, 113, 124, 135, 146, 157);
    }

    @Test
    void stacksRepeatAlongAxesOfOne() {
        assertThat(EspdlNodeTester.of("MatMul")
                        .on("esp32")
                        .input(DataType.INT8, 0, new int[] {2, 1, 1}, 2, 3)
                        .input(DataType.INT8, 0, new int[] {1, 1, 2}, 5, 7)
                        .output(DataType.INT8, 0, 2, 1, 2)
                        .integers())
                .containsExactly(10, 14, 15, 21);
    }
}
