package dev.espquant.optimizer.passes.finish;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopySharedBiasTest {
    private final PassTester.Given tester = PassTester.of(new CopySharedBias());

    @Test
    void eachLayerHasABiasOfItsOwn() {
        Graph graph = tester.given(twice("Add", "c d")).fires(1);
        assertThat(graph.nodes().get(0).inputs()).containsExactly("x", "w", "b_conv0");
        assertThat(graph.nodes().get(1).inputs()).containsExactly("c", "w", "b");
        assertThat(graph.initializer("b_conv0")).isEqualTo(graph.initializer("b"));
    }

    @Test
    void aLayerDoesNotShareItsBiasWithOtherReaders() {
        Graph graph = tester.given(twice("Add", "d b")).fires(2);
        assertThat(graph.nodes().get(2).inputs()).containsExactly("d", "b");
        assertThat(graph.initializers()).containsOnlyKeys("w", "b", "b_conv0", "b_conv1");
    }

    @Test
    void leavesABiasOfOneLayer() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 3, 3)
                        .initializer("w", Graphs.ramp(2, 2, 1, 1))
                        .initializer("b", Graphs.ramp(2))
                        .node("Conv", "x w b", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    /** No pass joins the copies again. */
    @ParameterizedTest
    @EnumSource(Preset.class)
    void thePresetsComeToRest(Preset preset) {
        var result = Optimizer.optimize(twice("Add", "c d"), OptimizerOptions.of(preset));
        assertThat(result.report().settled()).isTrue();
        assertThat(result.model().graph()).hasOperators("Conv", "Conv", "Add");
        assertThat(result.model().graph().initializers()).hasSize(3);
    }

    private static Model twice(String opType, String inputs) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 3, 2)
                .initializer("w", Graphs.ramp(2, 2, 1, 1))
                .initializer("b", Graphs.ramp(2))
                .node("Conv", "x w b", "c")
                .node("Conv", "c w b", "d")
                .node(opType, inputs, "y")
                .output("y")
                .build();
    }
}
