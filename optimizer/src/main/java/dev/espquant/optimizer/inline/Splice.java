package dev.espquant.optimizer.inline;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Puts a graph that a node runs in the place of the node.
 *
 * <pre>
 * a -> Call(x -> Relu -> h -> Neg -> y) -> b        becomes        a -> Relu -> h -> Neg -> b
 * </pre>
 */
public final class Splice {
    private Splice() {}

    /**
     * The nodes of a graph as they stand in the place of the node that runs it, producers first.
     *
     * @param node its outputs are those of the graph, in order; it may leave some out
     * @param arguments names of the values that stand for the graph's inputs, in order; missing ones are left out
     * @param body the graph; a name that it does not define is a value of the graph around the node
     * @param fresh makes a name that is free around the node from one that may be taken
     * @param constants adds a constant around the node, and gives the name under which it is there
     */
    public static ImmutableList<Node> nodes(
            Node node,
            List<String> arguments,
            Graph body,
            UnaryOperator<String> fresh,
            BiFunction<String, Tensor, String> constants) {
        Renaming names = Renaming.using(fresh);
        for (int i = 0; i < body.inputs().size(); i++) {
            names.bind(body.inputs().get(i).name(), i < arguments.size() ? arguments.get(i) : "");
        }
        body.initializers().forEach((name, tensor) -> names.bind(name, constants.apply(name, tensor)));
        Set<Integer> direct = bindOutputs(node, body, names);
        names.defineAll(body);
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        body.nodes().forEach(inner -> nodes.add(names.node(inner)));
        for (int i = 0; i < Math.min(node.outputs().size(), body.outputs().size()); i++) {
            String output = node.outputs().get(i);
            if (!output.isEmpty() && !direct.contains(i)) {
                String source = names.of(body.outputs().get(i).name());
                nodes.add(Node.of(fresh.apply(node.name()), "Identity", List.of(source), List.of(output)));
            }
        }
        return nodes.build();
    }

    /** Lets the nodes of the body produce the node's outputs, where that can be: not for constants and what comes from outside. */
    private static Set<Integer> bindOutputs(Node node, Graph body, Renaming names) {
        Set<Integer> direct = new HashSet<>();
        Set<String> bound = new HashSet<>();
        for (int i = 0; i < Math.min(node.outputs().size(), body.outputs().size()); i++) {
            String output = node.outputs().get(i);
            String inner = body.outputs().get(i).name();
            boolean produced = body.producer(inner).isPresent() && !names.knows(inner);
            if (!output.isEmpty() && produced && bound.add(inner)) {
                names.bind(inner, output);
                direct.add(i);
            }
        }
        return direct;
    }
}
