package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.testing.Graphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputSizesTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("image", DataType.FLOAT, 1, 3, 4)
            .input("mask", DataType.FLOAT, 1, 4)
            .node("Add", "image mask", "y")
            .output("y")
            .build()
            .graph();

    @Test
    void samplesAreTheFirstDimensionOfEveryInput() {
        assertThat(samples(new long[] {7, 3, 4}, new long[] {7, 4})).isEqualTo(7);
    }

    @Test
    void sizesThatDoNotFitAreRefusedWithBothShapes() {
        assertThatThrownBy(() -> samples(new long[] {7, 3, 5}, new long[] {7, 4}))
                .hasMessageContaining("'image'")
                .hasMessageContaining("[1,3,4]")
                .hasMessageContaining("[7, 3, 5]");
        assertThatThrownBy(() -> samples(new long[] {7, 12}, new long[] {7, 4})).hasMessageContaining("'image'");
        assertThatThrownBy(() -> samples(new long[] {0, 3, 4}, new long[] {0, 4}))
                .hasMessageContaining("'image'");
    }

    @Test
    void everyInputHasAsManySamples() {
        assertThatThrownBy(() -> samples(new long[] {7, 3, 4}, new long[] {6, 4}))
                .hasMessageContaining("7 and 6 samples")
                .hasMessageContaining("'mask'");
    }

    @Test
    void aMissingInputAndAnUnknownOneAreNamed() {
        assertThatThrownBy(() -> InputSizes.samples(GRAPH, Map.of("image", new long[] {1, 3, 4})))
                .hasMessageContaining("'mask'")
                .hasMessageContaining("found nothing");
        assertThatThrownBy(() -> InputSizes.samples(GRAPH, Map.of("imag", new long[] {1, 3, 4})))
                .hasMessageContaining("'imag'")
                .hasMessageContaining("image");
    }

    private static int samples(long[] image, long[] mask) {
        return InputSizes.samples(GRAPH, Map.of("image", image, "mask", mask));
    }
}
