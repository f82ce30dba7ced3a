package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class RequantizeKernelTest {

    private static int[] requantize(DataType from, int fromExponent, DataType to, int toExponent, int... values) {
        return EspdlNodeTester.of("RequantizeLinear")
                .input(from, fromExponent, new int[] {values.length}, values)
                .output(to, toExponent, values.length)
                .integers();
    }

    @Test
    void equalExponentsCopyAndSaturate() {
        assertThat(requantize(DataType.INT16, -3, DataType.INT8, -3, 200, -5)).containsExactly(127, -5);
        assertThat(requantize(DataType.INT8, -3, DataType.INT16, -3, 100)).containsExactly(100);
    }

    @Test
    void otherExponentsRound() {
        assertThat(requantize(DataType.INT8, -3, DataType.INT8, -2, 5, -5, 7)).containsExactly(3, -2, 4);
        assertThat(requantize(DataType.INT8, -2, DataType.INT8, -4, 100)).containsExactly(127);
    }

    @Test
    void realNumbersInAndOut() {
        assertThat(EspdlNodeTester.of("QuantizeLinear")
                        .input(new int[] {2}, 0.3f, -100f)
                        .output(DataType.INT8, -4, 2)
                        .integers())
                .containsExactly(5, -128);
        assertThat(EspdlNodeTester.of("DequantizeLinear")
                        .input(DataType.INT8, -4, new int[] {1}, 5)
                        .output(DataType.FLOAT, 0, 1)
                        .run()
                        .floats())
                .containsExactly(0.3125f);
    }
}
