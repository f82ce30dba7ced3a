package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class NegKernelTest {

    @Test
    void theSmallestIntegerSaturates() {
        assertThat(EspdlNodeTester.of("Neg")
                        .input(DataType.INT8, 0, new int[] {3}, -128, 5, 0)
                        .output(DataType.INT8, 0, 3)
                        .integers())
                .containsExactly(127, -5, 0);
    }
}
