package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class RealBinaryKernelTest {

    private static int[] run(String opType) {
        return EspdlNodeTester.of(opType)
                .input(DataType.INT8, -1, new int[] {3}, 6, -7, 5)
                .input(DataType.INT8, 0, new int[] {3}, 2, 2, 0)
                .output(DataType.INT8, -1, 3)
                .integers();
    }

    @Test
    void powersOfRealNumbers() {
        assertThat(run("Pow")).containsExactly(18, 25, 2);
    }

    @Test
    void remaindersHaveTheDividendsSign() {
        assertThat(run("Mod")).containsExactly(2, -3, 0);
    }
}
