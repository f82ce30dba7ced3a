package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class ModelTableTest {
    private static final Field GRAPH = new Field(7, "graph");

    @Test
    void modelsAreReadAsTheyWereWritten() {
        assertThat(ModelTable.read(EspdlModels.table(w -> ModelTable.write(w, EspdlModels.rich()))))
                .isEqualTo(EspdlModels.rich());
    }

    @Test
    void theListOfOperatorSetsIsThereEvenIfEmpty() {
        FlatTable table = EspdlModels.table(w -> ModelTable.write(w, EspdlModels.small()));
        assertThat(table.has(new Field(1, "opset_import"))).isTrue();
        assertThat(table.has(new Field(8, "metadata_props"))).isFalse();
    }

    @Test
    void aModelHasAGraph() {
        assertThatThrownBy(
                        () -> ModelTable.read(EspdlModels.table(w -> w.begin(10).end())))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("graph: the model has no graph");
    }

    @Test
    void aKeyOfTheMetadataIsThereOnce() {
        assertThatThrownBy(() -> ModelTable.read(EspdlModels.table(w -> {
                    int graph = GraphTable.write(w, EspdlModels.relu());
                    int key = w.text("k");
                    int entry = w.begin(2).offset(new Field(0, "key"), key).end();
                    int entries = w.offsets(new int[] {entry, entry});
                    return w.begin(10)
                            .offset(GRAPH, graph)
                            .offset(new Field(8, "metadata_props"), entries)
                            .end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("key 'k' is there twice");
    }
}
