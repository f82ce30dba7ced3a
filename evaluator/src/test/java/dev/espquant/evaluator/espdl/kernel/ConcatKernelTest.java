package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ConcatKernelTest {

    @Test
    void rowsAreJoined() {
        assertThat(EspdlNodeTester.of("Concat")
                        .attribute("axis", Attribute.of(-1))
                        .input(DataType.INT8, 0, new int[] {2, 2}, 1, 2, 3, 4)
                        .input(DataType.INT8, 0, new int[] {2, 1}, 9, 8)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(1, 2, 9, 3, 4, 8);
    }

    @Test
    void otherAxesMustAgree() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Concat")
                        .attribute("axis", Attribute.of(0))
                        .input(DataType.INT8, 0, new int[] {1, 2}, 1, 2)
                        .input(DataType.INT8, 0, new int[] {1, 1}, 9)
                        .output(DataType.INT8, 0, 1)
                        .run())
                .hasMessageContaining("another axis");
    }
}
