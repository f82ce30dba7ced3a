package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class InsertZerosKernelTest {

    @Test
    void zerosBetweenAndBehind() {
        assertThat(EspdlNodeTester.of("InsertZeros")
                        .attribute("stride", Attribute.ofInts(2))
                        .attribute("output_padding", Attribute.ofInts(1))
                        .input(DataType.INT8, 0, new int[] {1, 2, 2}, 1, 2, 3, 4)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(1, 2, 0, 0, 3, 4, 0, 0);
    }
}
