package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class LogicKernelTest {

    private static int[] run(String opType) {
        return EspdlNodeTester.of(opType)
                .input(DataType.INT8, 0, new int[] {4}, 0, 0, 7, -1)
                .input(DataType.INT8, 0, new int[] {4}, 0, 5, 0, 3)
                .output(DataType.INT8, 0, 4)
                .integers();
    }

    @Test
    void anythingButZeroIsTrue() {
        assertThat(run("And")).containsExactly(0, 0, 0, 1);
        assertThat(run("Or")).containsExactly(0, 1, 1, 1);
        assertThat(run("Xor")).containsExactly(0, 1, 1, 0);
    }

    @Test
    void not() {
        assertThat(EspdlNodeTester.of("Not")
                        .input(DataType.BOOL, 0, new int[] {2}, 0, 1)
                        .output(DataType.BOOL, 0, 2)
                        .integers())
                .containsExactly(1, 0);
    }
}
