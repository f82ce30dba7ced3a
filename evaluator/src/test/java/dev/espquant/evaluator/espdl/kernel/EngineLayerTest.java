package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.evaluator.espdl.EspdlRuns;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineLayerTest {
    private static EspdlRuns conv(String chip, int bias, int weight) {
        return EspdlRuns.of(EspdlNodeTester.of("Conv")
                .on(chip)
                .attribute("activation", Attribute.of("Relu"))
                .input(DataType.INT8, -5, new int[] {2, 1, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8)
                .constant(DataType.INT8, new int[] {-6}, "NHWC", new int[] {1, 2, 2, 1}, weight, 2, 3, 4)
                .constant(DataType.INT32, -11, new int[] {1}, bias)
                .output(DataType.INT8, -9, 2, 1, 1, 1));
    }

    /** Two taps of two channels, weights in the order of memory: tap by tap. */
    private static Optional<ConvLayer> layer(EspdlRuns runs, int weight) {
        Planes planes =
                Planes.of(runs.context(), new int[] {1, 2}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0, 0, 0});
        return EngineLayer.of(
                LayerShape.of(planes, 1, false),
                LayerRule.of(runs.context(), runs.context().input(1), 1, FilterOrder.of(runs.context(), DataType.INT8)),
                new Weights(new int[] {weight, 2, 3, 4}, 1, 4));
    }

    @Test
    void weightsHaveTheirChannelsBeforeTheTaps() {
        ConvLayer layer = layer(conv("esp32", 0, 1), 1).orElseThrow();
        assertThat(layer.weight(0, 0, 0, 0)).isEqualTo(1);
        assertThat(layer.weight(0, 0, 0, 1)).isEqualTo(2);
        assertThat(layer.weight(0, 0, 1, 0)).isEqualTo(3);
        assertThat(layer.weight(0, 0, 1, 1)).isEqualTo(4);
        assertThat(layer.epilogue().apply(-100, 0)).as("Relu").isZero();
        assertThat(layer.epilogue().apply(6, 0)).as("half of it rounded up").isEqualTo(2);
    }

    /** A register that wraps is not what the engine's lanes do; one that cannot overflow is. */
    @Test
    void layersWhoseRegistersMayWrapAreNotDescribed() {
        assertThat(layer(conv("esp32", Integer.MAX_VALUE, 127), 127)).isEmpty();
        assertThat(layer(conv("esp32", 1 << 20, 127), 127)).isPresent();
        assertThat(layer(conv("esp32p4", Integer.MAX_VALUE, 127), 127))
                .as("saturates")
                .isPresent();
    }

    @Test
    void aNodeComputesAndDescribesTheSameLayer() {
        EspdlRuns runs = conv("esp32", 100, 1);
        Planes planes =
                Planes.of(runs.context(), new int[] {1, 2}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0, 0, 0});
        PreparedNode node = EngineLayer.node(
                LayerShape.of(planes, 1, false),
                LayerRule.of(runs.context(), runs.context().input(1), 1, FilterOrder.of(runs.context(), DataType.INT8)),
                new Weights(new int[] {1, 2, 3, 4}, 1, 4),
                2,
                true);
        var run = runs.run(2, 1, 1, 1);
        node.run(run);
        // 100 + 30 and 100 + 70, two bits less.
        assertThat(run.output(0).toInts()).containsExactly(33, 43);
        EngineOperator.Weighted described =
                (EngineOperator.Weighted) node.describe().orElseThrow();
        assertThat(described.images()).isEqualTo(2);
        assertThat(described.channelsLast()).isTrue();
    }
}
