package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class GraphTableTest {
    @Test
    void graphsAreReadAsTheyWereWritten() {
        EspdlGraph graph = EspdlModels.rich().graph();
        assertThat(GraphTable.read(EspdlModels.table(w -> GraphTable.write(w, graph))))
                .isEqualTo(graph);
    }

    @Test
    void vectorsThatTheRuntimeWalksOverAreThereEvenIfEmpty() {
        FlatTable table = EspdlModels.table(w -> GraphTable.write(w, EspdlModels.relu()));
        assertThat(table.has(new Field(8, "test_inputs_value"))).isTrue();
        assertThat(table.has(new Field(9, "test_outputs_value"))).isTrue();
        assertThat(table.has(new Field(2, "initializer"))).isTrue();
    }

    @Test
    void annotationsAreNotDropped() {
        assertThatThrownBy(() -> GraphTable.read(EspdlModels.table(w -> {
                    int annotations = w.offsets(new int[] {w.begin(1).end()});
                    return w.begin(10)
                            .offset(new Field(7, "quantization_annotation"), annotations)
                            .end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it has a field 'quantization_annotation'");
    }
}
