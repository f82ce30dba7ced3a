package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class DivKernelTest {

    private static int[] divide(int[] leftSizes, int[] left, int[] rightSizes, int[] right) {
        return EspdlNodeTester.of("Div")
                .input(DataType.INT8, -1, leftSizes, left)
                .input(DataType.INT8, -1, rightSizes, right)
                .output(DataType.INT8, -2, leftSizes)
                .integers();
    }

    @Test
    void quotientsAreRescaledRoundedAndSaturated() {
        assertThat(divide(new int[] {3}, new int[] {3, -3, 127}, new int[] {3}, new int[] {8, 8, 1}))
                .containsExactly(2, -1, 127);
    }

    @Test
    void divisionByZeroSaturatesAndZeroStaysZero() {
        assertThat(divide(new int[] {3}, new int[] {5, -5, 0}, new int[] {3}, new int[] {0, 0, 0}))
                .containsExactly(127, -128, 0);
    }

    @Test
    void aSingleInt8NumberDividesThroughATable() {
        assertThat(divide(new int[] {1, 2}, new int[] {6, 0}, new int[] {1}, new int[] {3}))
                .containsExactly(8, 0);
        assertThat(EspdlNodeTester.of("Div")
                        .input(DataType.INT8, 0, new int[] {1}, 0)
                        .input(DataType.INT8, 0, new int[] {2}, 0, 1)
                        .output(DataType.INT8, 0, 2)
                        .integers())
                .containsExactly(-128, 0);
    }

    @Test
    void oneDivisorOfARowIsInvertedFirst() {
        assertThat(EspdlNodeTester.of("Div")
                        .input(DataType.INT16, 0, new int[] {2, 2}, 7, 14, 9, 18)
                        .input(DataType.INT16, 0, new int[] {2, 1}, 7, 9)
                        .output(DataType.INT16, -4, 2, 2)
                        .integers())
                .containsExactly(16, 32, 16, 32);
    }
}
