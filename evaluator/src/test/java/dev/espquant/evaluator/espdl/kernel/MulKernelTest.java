package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class MulKernelTest {

    @Test
    void productsAreRescaledAndRoundedAsTheChipDoes() {
        assertThat(run("esp32s3")).containsExactly(3, -2, 127);
        assertThat(run("esp32p4")).containsExactly(2, -2, 127);
    }

    private static int[] run(String target) {
        return EspdlNodeTester.of("Mul")
                .on(target)
                .input(DataType.INT8, -3, new int[] {3}, 5, -5, 127)
                .input(DataType.INT8, -1, new int[] {3}, 1, 1, 127)
                .output(DataType.INT8, -3, 3)
                .integers();
    }

    @Test
    void aWideProductLosesBitsInSinglePrecision() {
        long exact = 32767L * 32767;
        int[] y = EspdlNodeTester.of("Mul")
                .input(DataType.INT16, 0, new int[] {1}, 32767)
                .input(DataType.INT16, 0, new int[] {1}, 32767)
                .output(DataType.INT32, 0, 1)
                .integers();
        assertThat(y[0]).isEqualTo((int) (float) exact).isNotEqualTo((int) exact);
    }
}
