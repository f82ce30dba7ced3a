package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class SoftmaxKernelTest {

    @Test
    void rowsAlongAnyAxisSumToOne() {
        float[] y = EspdlNodeTester.of("Softmax")
                .attribute("axis", Attribute.of(0))
                .input(DataType.INT8, 0, new int[] {2, 2}, 0, 1, 0, 3)
                .output(DataType.FLOAT, 0, 2, 2)
                .run()
                .floats();
        assertThat(y[0]).isEqualTo(0.5f);
        assertThat(y[1] + y[3]).isEqualTo(1f, within(1e-6f));
        assertThat(y[3]).isEqualTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
    }

    @Test
    void int8IsNotCenteredAndInt16Is() {
        assertThat(softmax("Softmax", DataType.INT8)[1]).isNaN();
        assertThat(softmax("Softmax", DataType.INT16)).containsExactly(0.5f, 0.5f);
        assertThat(softmax("LogSoftmax", DataType.INT16)[0]).isEqualTo((float) -Math.log(2), within(1e-6f));
    }

    private static float[] softmax(String opType, DataType type) {
        return EspdlNodeTester.of(opType)
                .input(type, 0, new int[] {2}, 120, 120)
                .output(DataType.FLOAT, 0, 2)
                .run()
                .floats();
    }
}
