package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final Graph GRAPH =
            Graphs.model("g").input("x", DataType.FLOAT, 1).graph();

    @Test
    void theStandardOperatorSetHasAVersion() {
        assertThat(Model.of(GRAPH, 13).opset()).isEqualTo(13);
        Model silent = new Model(
                GRAPH, ImmutableMap.of("com.acme", 2L), ModelInfo.espquant(), ImmutableList.of(), Opaque.empty());
        assertThat(silent.opset()).isEqualTo(1);
    }

    @Test
    void anotherGraphKeepsTheRest() {
        Graph other = GRAPH.toBuilder().name("h").build();
        Model model = Model.of(GRAPH, 13).withGraph(other);
        assertThat(model.graph().name()).isEqualTo("h");
        assertThat(model.opset()).isEqualTo(13);
        assertThat(model.info().producerName()).isEqualTo("espquant");
    }
}
