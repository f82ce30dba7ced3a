package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ScatterNdKernelTest {

    private static EspdlNodeTester scatter(String reduction, int index) {
        return EspdlNodeTester.of("ScatterND")
                .attribute("reduction", Attribute.of(reduction))
                .input(DataType.INT8, 0, new int[] {2, 2}, 1, 2, 100, 4)
                .constant(DataType.INT64, 0, new int[] {1, 1}, index)
                .input(DataType.INT8, 0, new int[] {1, 2}, 50, 3)
                .output(DataType.INT8, 0, 1);
    }

    @Test
    void slicesAreReplacedOrJoined() {
        assertThat(scatter("none", 1).integers()).containsExactly(1, 2, 50, 3);
        assertThat(scatter("add", 1).integers()).containsExactly(1, 2, 127, 7);
        assertThat(scatter("max", -1).integers()).containsExactly(1, 2, 100, 4);
        assertThat(scatter("mul", 0).integers()).containsExactly(50, 6, 100, 4);
    }

    @Test
    void anIndexOutsideIsRefused() {
        assertThatThrownBy(() -> scatter("none", 2).run()).hasMessageContaining("outside of the data");
    }
}
