package dev.espquant.optimizer.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerWeightsTest {
    /** Two groups of one input and two outputs each. */
    private static final Tensor CONV = Tensor.ofFloats(new long[] {4, 1, 1, 1}, 1, 2, 3, 4);

    /** Two groups of two inputs and one output each. */
    private static final Tensor TRANSPOSED = Tensor.ofFloats(new long[] {4, 1, 1, 1}, 1, 2, 3, 4);

    @Test
    void knowsTheChannelsOfGroups() {
        LayerWeights conv = LayerWeights.of(layer("Conv"), CONV);
        assertThat(conv.inputs()).isEqualTo(2);
        assertThat(conv.outputs()).isEqualTo(4);
        assertThat(conv.scaledPerInput(new double[] {10, 100}).toFloats()).containsExactly(10, 20, 300, 400);
        assertThat(conv.scaledPerOutput(new double[] {1, 2, 3, 4}).toFloats()).containsExactly(1, 4, 9, 16);
        assertThat(conv.sumPerOutput(new double[] {1, 10})).containsExactly(1, 2, 30, 40);
    }

    @Test
    void knowsThatTransposedConvolutionsHaveTheirInputsFirst() {
        LayerWeights transposed = LayerWeights.of(layer("ConvTranspose"), TRANSPOSED);
        assertThat(transposed.inputs()).isEqualTo(4);
        assertThat(transposed.outputs()).isEqualTo(2);
        assertThat(transposed.scaledPerInput(new double[] {1, 2, 3, 4}).toFloats())
                .containsExactly(1, 4, 9, 16);
        assertThat(transposed.scaledPerOutput(new double[] {10, 100}).toFloats())
                .containsExactly(10, 20, 300, 400);
        assertThat(transposed.sumPerOutput(new double[] {1, 1, 10, 10})).containsExactly(3, 70);
    }

    private static Node layer(String opType) {
        return Node.of("n", opType, List.of("x", "w"), List.of("y"), Graphs.attributes("group", 2));
    }
}
