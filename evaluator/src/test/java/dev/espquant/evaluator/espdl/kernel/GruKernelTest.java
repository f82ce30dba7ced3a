package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class GruKernelTest {

    private static int[] run(long beforeReset) {
        return EspdlNodeTester.of("GRU")
                .on("esp32")
                .attribute("hidden_size", Attribute.of(1))
                .attribute("linear_before_reset", Attribute.of(beforeReset))
                .input(DataType.INT8, -4, new int[] {2, 1, 1}, 16, -16)
                .constant(DataType.INT8, -4, new int[] {1, 3, 1}, 0, 0, 32)
                .constant(DataType.INT8, -4, new int[] {1, 3, 1}, 0, 0, 0)
                .output(DataType.INT8, -7, 2, 1, 1, 1)
                .output(DataType.INT8, -7, 1, 1, 1)
                .integers();
    }

    /** z = 0.5 throughout; n = tanh(2), then tanh(-2): h = 0.5 n, then 0.5 n + 0.5 h. */
    @Test
    void statesFollowTheGates() {
        double n = Math.tanh(2);
        assertThat(run(1)).containsExactly((int) Math.round(64 * n), (int)
                Math.round(-64 * n + 0.5 * Math.round(64 * n)));
    }

    @Test
    void theOtherOrderIsRefused() {
        assertThatThrownBy(() -> run(0)).hasMessageContaining("linear_before_reset");
    }
}
