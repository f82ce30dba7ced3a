package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class LstmKernelTest {

    /** i = f = 0.5, o = 0.5, g = tanh(1): c = 0.5 g, h = 0.5 tanh(c); the second direction reads the sequence backwards. */
    @Test
    void statesFollowTheGatesInBothDirections() {
        var result = EspdlNodeTester.of("LSTM")
                .on("esp32")
                .input(DataType.INT8, -4, new int[] {2, 1, 1}, 16, 0)
                .constant(DataType.INT8, -4, new int[] {2, 4, 1}, 0, 0, 0, 16, 0, 0, 0, 16)
                .constant(DataType.INT8, -4, new int[] {2, 4, 1}, 0, 0, 0, 0, 0, 0, 0, 0)
                .output(DataType.INT8, -7, 2, 2, 1, 1)
                .output(DataType.INT8, -7, 2, 1, 1)
                .output(DataType.INT16, -9, 2, 1, 1)
                .result();
        double c = 0.5 * Math.tanh(1);
        int h = (int) Math.round(128 * 0.5 * Math.tanh(c));
        int[] y = result.value("y0").toInts();
        assertThat(y[0]).isEqualTo(h);
        assertThat(y[1]).isEqualTo(h);
        assertThat(y[3]).isZero();
        assertThat(result.value("y1").toInts()).containsExactly(y[2], h);
        assertThat(result.value("y2").toInts())
                .containsExactly((int) Math.round(Math.round(512 * c) / 2.0), (int) Math.round(512 * c));
    }

    @Test
    void theCellIsInt16AtTheGatesExponent() {
        assertThatThrownBy(() -> EspdlNodeTester.of("LSTM")
                        .input(DataType.INT8, -4, new int[] {1, 1, 1}, 16)
                        .constant(DataType.INT8, -4, new int[] {1, 4, 1}, 0, 0, 0, 16)
                        .constant(DataType.INT8, -4, new int[] {1, 4, 1}, 0, 0, 0, 0)
                        .output(DataType.INT8, -7, 1, 1, 1, 1)
                        .output(DataType.INT8, -7, 1, 1, 1)
                        .output(DataType.INT8, -7, 1, 1, 1)
                        .run())
                .hasMessageContaining("its cell is");
    }
}
