package dev.espquant.optimizer;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A pass made of a function, for tests of what runs passes. */
record FakePass(String name, Phase phase, BiFunction<Graph, PassContext, Graph> function) implements GraphPass {

    /** Renames every operator of one type to another. */
    static FakePass renaming(String name, Phase phase, String from, String to) {
        return new FakePass(name, phase, (graph, context) -> {
            UnaryOperator<Node> rename = node ->
                    node.is(from) ? Node.of(node.name(), to, node.inputs(), node.outputs(), node.attributes()) : node;
            return graph.withNodes(graph.nodes().stream().map(rename).toList());
        });
    }

    @Override
    public String summary() {
        return "test";
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        return function.apply(graph, context);
    }
}
