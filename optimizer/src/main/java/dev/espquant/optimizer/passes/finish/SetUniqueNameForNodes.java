package dev.espquant.optimizer.passes.finish;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names nodes without a name, and later ones of a name that is taken, by operator and number. Models that were read from a file have such names
 * already, and a pipeline takes no others: this is for graphs that a program builds and gives to this pass alone.
 *
 * <pre>
 * Relu "", Relu "a", Neg "a"        becomes        Relu "relu", Relu "a", Neg "a_1"
 * </pre>
 */
@AutoService(GraphPass.class)
public final class SetUniqueNameForNodes implements GraphPass {
    @Override
    public String name() {
        return "set_unique_name_for_nodes";
    }

    @Override
    public String summary() {
        return "gives every node a name of its own";
    }

    @Override
    public Phase phase() {
        return Phase.FINISH;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> taken = new HashSet<>();
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        boolean changed = false;
        for (Node node : graph.nodes()) {
            context.step();
            if (!node.name().isEmpty() && taken.add(node.name())) {
                nodes.add(node);
                continue;
            }
            String base = node.name().isEmpty() ? node.opType().toLowerCase(Locale.ROOT) : node.name();
            Node named = node.withName(context.freshName(base));
            context.fired(named.name());
            nodes.add(named);
            changed = true;
        }
        return changed ? graph.withNodes(nodes.build()) : graph;
    }
}
