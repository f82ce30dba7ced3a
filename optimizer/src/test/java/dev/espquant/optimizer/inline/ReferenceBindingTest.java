package dev.espquant.optimizer.inline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.testing.Graphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceBindingTest {
    private static final Attribute ALPHA = new Attribute.Reference("a", 1);

    @Test
    void givesValuesAndDropsWhatTheCallerLeavesOut() {
        Graph body = Graphs.model("b")
                .node("LeakyRelu", "x", "y", "alpha", ALPHA, "beta", new Attribute.Reference("b", 1), "gamma", 3)
                .graphUnchecked();
        Node bound = ReferenceBinding.bind(body, Map.of("a", Attribute.of(0.5f)))
                .nodes()
                .get(0);
        assertThat(bound.attributes()).isEqualTo(Map.of("alpha", Attribute.of(0.5f), "gamma", Attribute.of(3L)));
    }

    @Test
    void reachesIntoSubgraphs() {
        Graph branch =
                Graphs.model("t").node("LeakyRelu", "x", "t", "alpha", ALPHA).graphUnchecked();
        Graph body =
                Graphs.model("b").node("If", "c", "y", "then_branch", branch).graphUnchecked();
        Node bound = ReferenceBinding.bind(body, Map.of("a", Attribute.of(2f)))
                .nodes()
                .get(0);
        Graph inner = ((Attribute.OfGraph) bound.attribute("then_branch").orElseThrow()).value();
        assertThat(inner.nodes().get(0).attribute("alpha")).contains(Attribute.of(2f));
    }

    @Test
    void nodesWithoutReferencesStay() {
        Graph body = Graphs.model("b").node("Relu", "x", "y").graphUnchecked();
        assertThat(ReferenceBinding.bind(body, Map.of()).nodes().get(0))
                .isSameAs(body.nodes().get(0));
    }
}
