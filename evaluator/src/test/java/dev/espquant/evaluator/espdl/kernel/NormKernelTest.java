package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class NormKernelTest {

    @Test
    void rowsOfUnitLength() {
        assertThat(EspdlNodeTester.of("LpNormalization")
                        .input(DataType.INT8, 3, new int[] {2, 2}, 3, 4, 0, 0)
                        .output(DataType.INT8, -5, 2, 2)
                        .integers())
                .containsExactly(19, 26, 0, 0);
        assertThat(EspdlNodeTester.of("LpNormalization")
                        .attribute("p", Attribute.of(1))
                        .attribute("axis", Attribute.of(0))
                        .input(DataType.INT8, 0, new int[] {2, 1}, 1, -3)
                        .output(DataType.INT8, -6, 2, 1)
                        .integers())
                .containsExactly(16, -48);
    }

    @Test
    void rootMeanSquareWithScale() {
        assertThat(EspdlNodeTester.of("RMSNormalization")
                        .input(DataType.INT8, -1, new int[] {1, 2}, 2, -2)
                        .constant(new int[] {2}, 1f, 2f)
                        .output(DataType.INT8, -4, 1, 2)
                        .integers())
                .containsExactly(16, -32);
    }
}
