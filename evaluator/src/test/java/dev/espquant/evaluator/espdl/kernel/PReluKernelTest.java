package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class PReluKernelTest {

    private static int[] prelu(String target, DataType type) {
        return EspdlNodeTester.of("PRelu")
                .on(target)
                .input(type, -2, new int[] {2, 2}, -5, -5, 5, 100)
                .constant(type, -1, new int[] {1, 1, 2}, 1, 3)
                .output(type, -1, 2, 2)
                .integers();
    }

    @Test
    void vectorKernelsRescaleBothBranches() {
        assertThat(prelu("esp32s3", DataType.INT8)).containsExactly(-1, -4, 3, 50);
        assertThat(prelu("esp32p4", DataType.INT8)).containsExactly(-1, -4, 2, 50);
    }

    @Test
    void portableKernelsCopyPositiveNumbersAndFloorTheOthers() {
        assertThat(prelu("esp32", DataType.INT8)).containsExactly(-2, -4, 5, 100);
        assertThat(prelu("esp32p4", DataType.INT16)).containsExactly(-2, -4, 5, 100);
    }
}
