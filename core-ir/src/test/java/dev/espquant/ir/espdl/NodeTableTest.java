package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTableTest {
    @Test
    void nodesAreReadAsTheyWereWritten() {
        for (Node node : EspdlModels.rich().graph().nodes()) {
            assertThat(NodeTable.read(EspdlModels.table(w -> NodeTable.write(w, node))))
                    .isEqualTo(node);
        }
    }

    @Test
    void attributesAreInTheOrderOfTheirNames() {
        Node node = EspdlModels.rich().graph().nodes().get(0);
        Node read = NodeTable.read(EspdlModels.table(w -> NodeTable.write(w, node)));
        assertThat(read.attributes().keySet())
                .containsExactly("activation", "alpha", "group", "names", "scales", "strides", "value");
    }

    @Test
    void anAttributeIsThereOnce() {
        assertThatThrownBy(() -> NodeTable.read(EspdlModels.table(w -> {
                    int attribute = AttributeTable.write(w, "axis", Attribute.of(1));
                    int both = w.offsets(new int[] {attribute, attribute});
                    return w.begin(7).offset(new Field(5, "attribute"), both).end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("attribute 'axis' is there twice");
    }

    @Test
    void anAttributeThatCannotBeWrittenNamesItsNode() {
        Node node = EspdlModels.node(
                "n", "Op", List.of(), "y", Map.of("graphs", new Attribute.OfGraphs(ImmutableList.of())));
        assertThatThrownBy(() -> NodeTable.write(new FlatWriter(), node))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'n' (Op): attribute 'graphs'");
    }
}
