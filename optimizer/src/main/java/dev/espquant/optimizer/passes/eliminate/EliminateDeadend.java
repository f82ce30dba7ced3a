package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes nodes that no graph output depends on.
 *
 * <pre>
 * x -> Relu -> y (output); x -> Neg -> z (read by nobody)        becomes        x -> Relu -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateDeadend implements GraphPass {
    @Override
    public String name() {
        return "eliminate_deadend";
    }

    @Override
    public String summary() {
        return "removes nodes that no output depends on";
    }

    @Override
    public Phase phase() {
        return Phase.ELIMINATE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> needed = new HashSet<>();
        graph.outputs().forEach(o -> needed.add(o.name()));
        List<Node> alive = new ArrayList<>();
        for (Node node : graph.nodes().reverse()) {
            context.step();
            if (!Collections.disjoint(node.outputs(), needed)) {
                node.inputs().stream().filter(i -> !i.isEmpty()).forEach(needed::add);
                needed.addAll(GraphNames.insideSubgraphs(node));
                alive.add(node);
            } else {
                context.fired(node.name());
            }
        }
        if (alive.size() == graph.nodes().size()) {
            return graph;
        }
        ImmutableList<Node> nodes = ImmutableList.copyOf(alive).reverse();
        Set<String> computed = new HashSet<>();
        nodes.forEach(node -> computed.addAll(node.outputs()));
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.keySet().retainAll(computed);
        return graph.toBuilder().nodes(nodes).valueInfos(infos).build();
    }
}
