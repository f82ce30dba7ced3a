package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class SliceKernelTest {

    private static int[] slice(int start, int end, int step) {
        return EspdlNodeTester.of("Slice")
                .input(DataType.INT8, 0, new int[] {6}, 0, 1, 2, 3, 4, 5)
                .constant(DataType.INT64, 0, new int[] {1}, start)
                .constant(DataType.INT64, 0, new int[] {1}, end)
                .constant(DataType.INT64, 0, new int[] {1}, 0)
                .constant(DataType.INT64, 0, new int[] {1}, step)
                .output(DataType.INT8, 0, 1)
                .integers();
    }

    @Test
    void startsEndsAndStepsOfEitherSign() {
        assertThat(slice(1, 5, 2)).containsExactly(1, 3);
        assertThat(slice(-2, Integer.MAX_VALUE, 1)).containsExactly(4, 5);
        assertThat(slice(-1, Integer.MIN_VALUE, -2)).containsExactly(5, 3, 1);
        assertThat(slice(4, 2, 1)).isEmpty();
    }

    @Test
    void aStepOfZeroIsRefused() {
        assertThatThrownBy(() -> slice(0, 1, 0)).hasMessageContaining("step is 0");
    }
}
