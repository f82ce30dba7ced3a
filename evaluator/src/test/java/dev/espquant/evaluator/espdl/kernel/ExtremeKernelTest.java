package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ExtremeKernelTest {

    @Test
    void theLargerAndTheSmallerInteger() {
        assertThat(run("Max")).containsExactly(3, 5);
        assertThat(run("Min")).containsExactly(-4, 3);
    }

    private static int[] run(String opType) {
        return EspdlNodeTester.of(opType)
                .input(DataType.INT8, 0, new int[] {2}, -4, 5)
                .input(DataType.INT8, 0, new int[] {1}, 3)
                .output(DataType.INT8, 0, 2)
                .integers();
    }
}
