package dev.espquant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.testing.Graphs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomImagesTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 3, 5)
            .node("Relu", "x", "y")
            .output("y")
            .build()
            .graph();

    @Test
    void fillTheRangeOfEveryInput() {
        FloatTensor images = RandomImages.of(GRAPH, 40, input -> 8).get("x");

        assertThat(images.sizes()).containsExactly(40, 3, 5);
        float[] sorted = images.values().clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).isBetween(-8f, -7f);
        assertThat(sorted[sorted.length - 1]).isBetween(7f, 8f);
    }

    @Test
    void areAlwaysTheSame() {
        assertThat(RandomImages.of(GRAPH, 2, input -> 1).get("x").values())
                .isEqualTo(RandomImages.of(GRAPH, 2, input -> 1).get("x").values());
    }
}
