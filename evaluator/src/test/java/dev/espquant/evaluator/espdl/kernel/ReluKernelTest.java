package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ReluKernelTest {

    private static int[] relu(int outExponent) {
        return EspdlNodeTester.of("Relu")
                .input(DataType.INT8, -3, new int[] {4}, -9, 0, 5, 127)
                .output(DataType.INT8, outExponent, 4)
                .integers();
    }

    @Test
    void negativeIntegersBecomeZero() {
        assertThat(relu(-3)).containsExactly(0, 0, 5, 127);
    }

    @Test
    void otherExponentsRescale() {
        assertThat(relu(-2)).containsExactly(0, 0, 3, 64);
        assertThat(relu(-4)).containsExactly(0, 0, 10, 127);
    }
}
