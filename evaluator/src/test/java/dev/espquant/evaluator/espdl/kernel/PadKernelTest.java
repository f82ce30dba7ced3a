package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class PadKernelTest {

    private static int[] pad(String mode, int begin, int end) {
        return EspdlNodeTester.of("Pad")
                .attribute("mode", Attribute.of(mode))
                .input(DataType.INT8, -3, new int[] {3}, 1, 2, 3)
                .constant(DataType.INT64, 0, new int[] {2}, begin, end)
                .constant(DataType.INT8, -3, new int[] {1}, 7)
                .output(DataType.INT8, -3, 1)
                .integers();
    }

    @Test
    void modes() {
        assertThat(pad("constant", 1, 2)).containsExactly(7, 1, 2, 3, 7, 7);
        assertThat(pad("edge", 1, 1)).containsExactly(1, 1, 2, 3, 3);
        assertThat(pad("reflect", 2, 1)).containsExactly(3, 2, 1, 2, 3, 2);
    }

    @Test
    void anotherModeIsRefused() {
        assertThatThrownBy(() -> pad("wrap", 1, 1)).hasMessageContaining("'wrap' is unknown");
    }
}
