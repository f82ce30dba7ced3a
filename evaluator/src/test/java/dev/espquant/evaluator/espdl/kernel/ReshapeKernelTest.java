package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ReshapeKernelTest {

    private static int[] sizes(EspdlNodeTester node) {
        return node.output(DataType.INT8, 0, 9).run().sizes();
    }

    private static EspdlNodeTester node(String opType) {
        return EspdlNodeTester.of(opType).input(DataType.INT8, 0, new int[] {1, 2, 3, 1}, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void shapesFollowOnnx() {
        assertThat(sizes(node("Reshape").constant(DataType.INT64, 0, new int[] {3}, 0, -1, 2)))
                .containsExactly(1, 3, 2);
        assertThat(sizes(node("Flatten").attribute("axis", Attribute.of(2)))).containsExactly(2, 3);
        assertThat(sizes(node("Squeeze"))).containsExactly(2, 3);
        assertThat(sizes(node("Squeeze").constant(DataType.INT64, 0, new int[] {1}, -1)))
                .containsExactly(1, 2, 3);
        assertThat(sizes(node("Unsqueeze").constant(DataType.INT64, 0, new int[] {2}, 0, 5)))
                .containsExactly(1, 1, 2, 3, 1, 1);
        assertThat(sizes(node("Identity"))).containsExactly(1, 2, 3, 1);
    }

    @Test
    void anotherCountIsRefused() {
        assertThatThrownBy(() -> sizes(node("Reshape").constant(DataType.INT64, 0, new int[] {1}, 7)))
                .hasMessageContaining("6 elements into 7");
    }
}
