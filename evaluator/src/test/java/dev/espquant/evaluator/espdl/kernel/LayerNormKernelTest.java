package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class LayerNormKernelTest {

    @Test
    void rowsAreCenteredScaledAndShifted() {
        assertThat(EspdlNodeTester.of("LayerNormalization")
                        .input(DataType.INT8, -1, new int[] {2, 2}, 2, 6, 8, 8)
                        .constant(DataType.INT8, -1, new int[] {2}, 2, 4)
                        .constant(DataType.INT8, 0, new int[] {2}, 1, 0)
                        .output(DataType.INT8, -4, 2, 2)
                        .integers())
                .containsExactly(0, 32, 16, 0);
    }

    @Test
    void meanAndDeviationOnRequest() {
        var result = EspdlNodeTester.of("LayerNormalization")
                .input(DataType.INT8, 0, new int[] {1, 2}, 2, 6)
                .output(DataType.INT8, -4, 1, 2)
                .output(DataType.INT8, 0, 1, 1)
                .output(DataType.INT8, -4, 1, 1)
                .result();
        assertThat(result.value("y1").toInts()).containsExactly(4);
        assertThat(result.value("y2").toInts()).containsExactly(8);
    }
}
