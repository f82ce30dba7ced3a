package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class SumKernelTest {

    private static int[] run(String opType, int rightExponent) {
        return EspdlNodeTester.of(opType)
                .input(DataType.INT8, -2, new int[] {2, 2}, 100, -100, 3, 4)
                .input(DataType.INT8, rightExponent, new int[] {2}, 100, -50)
                .output(DataType.INT8, -3, 2, 2)
                .integers();
    }

    @Test
    void integersAreAddedAndSaturated() {
        assertThat(run("Add", -2)).containsExactly(127, -128, 103, -46);
        assertThat(run("Sub", -2)).containsExactly(0, -50, -97, 54);
    }

    @Test
    void exponentsAreIgnored() {
        assertThat(run("Add", 5)).isEqualTo(run("Add", -2));
    }

    @Test
    void realNumbersAreAdded() {
        assertThat(EspdlNodeTester.of("Sub")
                        .input(new int[] {2}, 0.5f, 1f)
                        .input(new int[] {1}, 2f)
                        .output(DataType.FLOAT, 0, 2)
                        .run()
                        .floats())
                .containsExactly(-1.5f, -1f);
    }
}
