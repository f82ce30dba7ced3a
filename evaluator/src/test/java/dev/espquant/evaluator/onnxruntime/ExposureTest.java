package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2)
            .node("Relu", "x", "r")
            .valueInfo("r", DataType.FLOAT, 9, 9)
            .node("Tanh", "r", "y")
            .output("y")
            .build();

    @Test
    void chosenValuesBecomeTheOutputs() {
        Model exposed = Exposure.expose(MODEL, List.of("r", "y"));

        assertThat(exposed.graph().outputs()).extracting(ValueInfo::name).containsExactly("r", "y");
        assertThat(exposed.graph().valueInfos()).as("stale shapes").isEmpty();
        assertThat(exposed.graph().nodes()).isEqualTo(MODEL.graph().nodes());
    }

    @Test
    void inputsNeedNoComputation() {
        assertThat(Exposure.computed(MODEL.graph(), List.of("y", "x", "r", "y")))
                .containsExactly("y", "r");
        assertThatThrownBy(() -> Exposure.computed(MODEL.graph(), List.of("q")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no such value");
    }
}
