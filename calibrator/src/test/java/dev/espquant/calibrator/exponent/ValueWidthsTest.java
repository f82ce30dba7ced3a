package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.InvalidRequestException;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueWidthsTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 4)
            .node(Node.of("sigmoid", "Sigmoid", List.of("x"), List.of("s")))
            .node(Node.of("relu", "Relu", List.of("s"), List.of("r")))
            .node(Node.of("flatten", "Flatten", List.of("r"), List.of("f")))
            .node(Node.of("tanh", "Tanh", List.of("f"), List.of("y")))
            .output("y")
            .build()
            .graph();

    private static ImmutableMap<String, BitWidth> widths(String... wide) {
        return ValueWidths.of(GRAPH, EspDl3Operators.table(), BitWidth.INT8, ImmutableSet.copyOf(wide));
    }

    @Test
    void aChosenNodeTakesWithItItsActivationWhatPassesItOnAndItsInput() {
        assertThat(widths("sigmoid"))
                .containsEntry("x", BitWidth.INT16)
                .containsEntry("s", BitWidth.INT16)
                .containsEntry("r", BitWidth.INT16)
                .containsEntry("f", BitWidth.INT16)
                .containsEntry("y", BitWidth.INT8);
    }

    @Test
    void aChosenActivationTakesWithItTheNodeInFront() {
        assertThat(widths("relu")).containsEntry("s", BitWidth.INT16);
    }

    @Test
    void anInputStaysNarrowIfOneReaderIs() {
        assertThat(widths("tanh")).containsEntry("x", BitWidth.INT8).containsEntry("y", BitWidth.INT16);
    }

    @Test
    void anUnknownNodeIsToldWithTheNearest() {
        assertThatThrownBy(() -> widths("tanhh"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("tanh");
    }
}
