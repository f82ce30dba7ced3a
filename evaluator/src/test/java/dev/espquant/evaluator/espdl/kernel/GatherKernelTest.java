package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class GatherKernelTest {

    @Test
    void indicesAlongAnAxis() {
        assertThat(EspdlNodeTester.of("Gather")
                        .attribute("axis", Attribute.of(1))
                        .input(DataType.INT8, 0, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                        .constant(DataType.INT64, 0, new int[] {2}, -1, 0)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(3, 1, 6, 4);
    }

    @Test
    void anIndexOutsideIsRefused() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Gather")
                        .input(DataType.INT8, 0, new int[] {2}, 1, 2)
                        .constant(DataType.INT64, 0, new int[] {1}, 2)
                        .output(DataType.INT8, 0, 1)
                        .run())
                .hasMessageContaining("index 2");
    }
}
