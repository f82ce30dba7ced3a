package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class SplitKernelTest {

    @Test
    void partsAsTheOutputsSay() {
        var result = EspdlNodeTester.of("Split")
                .attribute("axis", Attribute.of(1))
                .input(DataType.INT8, 0, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .output(DataType.INT8, 0, 2, 1)
                .output(DataType.INT8, 0, 2, 2)
                .result();
        assertThat(result.value("y0").toInts()).containsExactly(1, 4);
        assertThat(result.value("y1").toInts()).containsExactly(2, 3, 5, 6);
    }

    @Test
    void partsMustMakeUpTheAxis() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Split")
                        .input(DataType.INT8, 0, new int[] {3}, 1, 2, 3)
                        .output(DataType.INT8, 0, 2)
                        .run())
                .hasMessageContaining("do not make up");
    }
}
