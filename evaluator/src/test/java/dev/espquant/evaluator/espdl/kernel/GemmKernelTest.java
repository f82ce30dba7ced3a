package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class GemmKernelTest {

    private static EspdlNodeTester gemm(String target, int shift) {
        return EspdlNodeTester.of("Gemm")
                .on(target)
                .attribute("activation", Attribute.of("Linear"))
                .input(DataType.INT8, 0, new int[] {2, 2}, 1, 2, -3, 4)
                .constant(DataType.INT8, new int[] {0}, "NHWC", new int[] {1, 1, 2, 2}, 1, 1, 2, -1)
                .constant(DataType.INT32, 0, new int[] {2}, 10, 0)
                .output(DataType.INT8, shift, 2, 2);
    }

    @Test
    void rowsMeetOutputChannels() {
        assertThat(gemm("esp32", 0).integers()).containsExactly(13, 0, 11, -10);
    }

    @Test
    void sumsAreShiftedToTheOutputsExponent() {
        assertThat(gemm("esp32", 1).integers()).containsExactly(7, 0, 6, -5);
        assertThat(gemm("esp32", -3).integers()).containsExactly(104, 0, 88, -80);
    }

    @Test
    void reluFollowsTheShift() {
        assertThat(gemm("esp32", 0)
                        .attribute("activation", Attribute.of("Relu"))
                        .integers())
                .containsExactly(13, 0, 11, 0);
    }

    @Test
    void whatTheRuntimeAssertsIsRefused() {
        assertThatThrownBy(() ->
                        gemm("esp32", 0).attribute("transB", Attribute.of(1)).run())
                .hasMessageContaining("transB");
        assertThatThrownBy(() -> gemm("esp32", 0)
                        .attribute("activation", Attribute.of("PRelu"))
                        .run())
                .hasMessageContaining("'PRelu' has no kernel");
    }
}
