package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedBatchTest {
    @Test
    void inputsMustAgree() {
        assertThat(FixedBatch.of(graph(2, 2))).hasValue(2);
        assertThatThrownBy(() -> FixedBatch.of(graph(1, 2)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("[1, 2]");
    }

    @Test
    void theLastPieceIsFilledUp() {
        FloatTensor input = FloatTensor.of(new long[] {3, 1}, 1, 2, 3);

        assertThat(FixedBatch.piece(input, 0, 2)).isEqualTo(FloatTensor.of(new long[] {2, 1}, 1, 2));
        assertThat(FixedBatch.piece(input, 2, 2)).isEqualTo(FloatTensor.of(new long[] {2, 1}, 3, 3));
    }

    @Test
    void joiningDropsTheFilling() {
        FloatTensor a = FloatTensor.of(new long[] {4, 1}, 1, 2, 3, 4);
        FloatTensor b = FloatTensor.of(new long[] {4, 1}, 5, 6, 7, 8);

        assertThat(FixedBatch.join("v", List.of(a, b), 3, 2))
                .isEqualTo(FloatTensor.of(new long[] {6, 1}, 1, 2, 3, 4, 5, 6));
    }

    @Test
    void scalarsBecomeVectors() {
        FloatTensor scalar = FloatTensor.of(new long[0], 7);

        assertThat(FixedBatch.join("v", List.of(scalar, scalar), 2, 1)).isEqualTo(FloatTensor.of(new long[] {2}, 7, 7));
        assertThatThrownBy(() -> FixedBatch.join("v", List.of(scalar, scalar), 3, 2))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'v'")
                .hasMessageContaining("multiple of 2");
    }

    @Test
    void shapesMustNotDependOnTheSample() {
        FloatTensor a = FloatTensor.of(new long[] {1}, 1);
        FloatTensor b = FloatTensor.of(new long[] {2}, 1, 2);

        assertThatThrownBy(() -> FixedBatch.join("v", List.of(a, b), 2, 1))
                .hasMessageContaining("depends on the sample");
    }

    private static Graph graph(long first, long second) {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, first, 3)
                .input("b", DataType.FLOAT, second, 3)
                .node("Add", "a b", "y")
                .output("y")
                .graph();
    }
}
