package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ClipKernelTest {

    @Test
    void boundsAreIntegersOfTheInput() {
        assertThat(EspdlNodeTester.of("Clip")
                        .input(DataType.INT8, -3, new int[] {4}, -20, 3, 7, 100)
                        .constant(DataType.INT8, -3, new int[] {1}, -5)
                        .constant(DataType.INT8, -3, new int[] {1}, 48)
                        .output(DataType.INT8, -2, 4)
                        .integers())
                .containsExactly(-2, 2, 4, 24);
    }

    @Test
    void aBoundMayBeLeftOut() {
        assertThat(EspdlNodeTester.of("Clip")
                        .input(DataType.INT8, 0, new int[] {2}, -20, 100)
                        .without()
                        .constant(DataType.INT8, 0, new int[] {1}, 48)
                        .output(DataType.INT8, 0, 2)
                        .integers())
                .containsExactly(-20, 48);
    }
}
