package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Node;
import java.util.List;

/** How one operator of an older operator set is said in the newest form that passes know. */
@FunctionalInterface
interface LiftRule {
    /**
     * The nodes that compute what the node computed.
     *
     * @param node a node in the form of the older set
     * @param graph the graph that it stands in
     * @return nodes in the newer form, producers first; together they produce the node's outputs
     * @throws dev.espquant.ir.GraphException if the newer form cannot say it
     */
    List<Node> lift(Node node, LiftContext graph);
}
