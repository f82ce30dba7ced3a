package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class PoolKernelTest {

    private static EspdlNodeTester pool(String opType) {
        return EspdlNodeTester.of(opType)
                .attribute("kernel_shape", Attribute.ofInts(2, 2))
                .attribute("pads", Attribute.ofInts(1, 0, 0, 0))
                .attribute("strides", Attribute.ofInts(2, 1))
                .input(DataType.INT8, -2, new int[] {1, 3, 2, 1}, 1, -2, -3, -4, -5, 6)
                .output(DataType.INT8, -2, 1, 2, 1, 1);
    }

    @Test
    void averagesDivideByTheWholeWindow() {
        assertThat(pool("AveragePool").integers()).containsExactly(0, -1);
    }

    @Test
    void maximaIgnorePadding() {
        assertThat(pool("MaxPool").integers()).containsExactly(1, 6);
    }

    @Test
    void globalPoolsCoverThePlane() {
        assertThat(EspdlNodeTester.of("GlobalAveragePool")
                        .input(DataType.INT16, 0, new int[] {1, 3, 2}, 1, 10, 2, 20, 4, 31)
                        .output(DataType.INT16, 0, 1, 1, 2)
                        .integers())
                .containsExactly(2, 20);
    }

    @Test
    void aWindowBeyondItsInputIsRefused() {
        assertThatThrownBy(() -> EspdlNodeTester.of("MaxPool")
                        .attribute("kernel_shape", Attribute.ofInts(5))
                        .input(DataType.INT8, 0, new int[] {1, 3, 1}, 1, 2, 3)
                        .output(DataType.INT8, 0, 1, 1, 1)
                        .run())
                .hasMessageContaining("larger than its padded input");
    }
}
