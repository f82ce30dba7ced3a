package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.onnxruntime.ExecutorOptions.Optimization;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapsTest {
    private static final Model MODEL = ShapeInference.infer(Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2, 4, 4)
            .initializer("w", Graphs.ramp(2, 2, 1, 1))
            .node("Conv", "x w", "c")
            .node("Flatten", "c", "c/maximum")
            .output("c/maximum")
            .build());

    @Test
    void whatIsComputedInBlocksComesChannelsLast() {
        Taps taps = Taps.of(MODEL, List.of("c", "c/maximum"), List.of("c"), Optimization.ALL);
        assertThat(taps.values()).containsEntry("c", "c/channels_last").containsEntry("c/maximum", "c/maximum");
        assertThat(taps.maxima()).as("a name that is free").containsEntry("c", "c/maximum_");
        assertThat(taps.model().graph().nodes())
                .extracting(node -> node.opType())
                .containsExactly("Conv", "Flatten", "Transpose", "GlobalMaxPool");
    }

    @Test
    void withoutOptimizationThereAreNoBlocks() {
        Taps taps = Taps.of(MODEL, List.of("c"), List.of(), Optimization.NONE);
        assertThat(taps.values()).containsEntry("c", "c");
        assertThat(taps.model()).isEqualTo(MODEL);
    }

    @Test
    void maximaAreTakenOfPictures() {
        assertThat(Taps.canTakeMaximum(MODEL.graph(), "c")).isTrue();
        assertThat(Taps.canTakeMaximum(MODEL.graph(), "c/maximum")).isFalse();
        assertThat(Taps.canTakeMaximum(MODEL.graph(), "unknown")).isFalse();
    }
}
