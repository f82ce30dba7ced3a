package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class OpsetUpgradeTest {
    private static Graph upgraded(long opset, String opType, Object... attributes) {
        return OpsetUpgrade.upgrade(model(opset, opType, attributes));
    }

    private static Model model(long opset, String opType, Object... attributes) {
        return Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, 1, 2, 3, 4)
                .node(opType, "x", "y", attributes)
                .output("y")
                .build();
    }

    private static Node only(Graph graph) {
        return graph.nodes().get(0);
    }

    private static long[] integers(Graph graph, int input) {
        return graph.initializer(only(graph).inputs().get(input)).orElseThrow().toLongs();
    }

    @Test
    void boundsOfClipBecomeInputs() {
        Graph graph = upgraded(9, "Clip", "max", 6f);

        assertThat(only(graph).inputs()).startsWith("x", "").hasSize(3);
        assertThat(only(graph).attributes()).isEmpty();
        assertThat(graph.initializer(only(graph).inputs().get(2)).orElseThrow().toFloats())
                .containsExactly(6);
    }

    @Test
    void axesPadsAndRangesBecomeInputs() {
        long[] pads = {0, 0, 1, 1, 0, 0, 1, 1};

        assertThat(integers(upgraded(12, "Unsqueeze", "axes", new long[] {4}), 1))
                .containsExactly(4);
        assertThat(integers(upgraded(10, "Pad", "pads", pads), 1)).containsExactly(pads);
        assertThat(integers(upgraded(9, "Slice", "starts", new long[] {1}, "ends", new long[] {2}), 2))
                .containsExactly(2);
    }

    @Test
    void whatIsNewEnoughStays() {
        assertThat(only(upgraded(13, "Softmax", "axis", 1)).intAttribute("axis", 0))
                .isEqualTo(1);
        assertThat(only(upgraded(12, "Relu")).opType()).isEqualTo("Relu");
    }

    @Test
    void softmaxOverTheLastAxisNamesIt() {
        assertThat(only(upgraded(11, "Softmax", "axis", 3)).intAttribute("axis", 0))
                .isEqualTo(-1);
        assertThatThrownBy(() -> upgraded(11, "Softmax", "axis", 1))
                .hasMessageContaining("convert the model to opset 13");
    }

    @Test
    void dropoutDoesNothing() {
        assertThat(only(upgraded(10, "Dropout", "ratio", 0.5f)).opType()).isEqualTo("Identity");
    }

    @Test
    void modelsThatBroadcastTheOldWayAreRefused() {
        assertThatThrownBy(() -> OpsetUpgrade.upgrade(model(6, "Relu"))).hasMessageContaining("opset 7");
    }
}
