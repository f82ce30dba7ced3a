package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class TransposeKernelTest {

    @Test
    void axesChangePlaces() {
        assertThat(EspdlNodeTester.of("Transpose")
                        .attribute("perm", Attribute.ofInts(0, 2, 1))
                        .input(DataType.INT8, 0, new int[] {1, 2, 3}, 1, 2, 3, 4, 5, 6)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void anAxisTwiceIsRefused() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Transpose")
                        .attribute("perm", Attribute.ofInts(1, 1))
                        .input(DataType.INT8, 0, new int[] {1, 1}, 1)
                        .output(DataType.INT8, 0, 1, 1)
                        .run())
                .hasMessageContaining("twice");
    }
}
