package dev.espquant.optimizer.rewrite;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.PassContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Sweeps over a graph once, in topological order, and builds one new graph with every match replaced. */
public final class Rewriter {
    private Rewriter() {}

    /**
     * Offers every match of a pattern to a rewrite.
     *
     * @return the new graph; the same instance if nothing was replaced
     */
    public static Graph sweep(Graph graph, PassContext context, Pattern pattern, Consumer<Match> rewrite) {
        if (!pattern.mayMatch(graph)) {
            return graph;
        }
        LiveGraph live = new LiveGraph(graph, context);
        ImmutableList<Node> nodes = graph.nodes();
        for (int position = 0; position < nodes.size(); position++) {
            context.step();
            Node current = live.resolve(nodes.get(position));
            Optional<Match> match = pattern.match(current, live);
            match.ifPresent(rewrite);
            if (match.isPresent() && match.get().isReplaced()) {
                context.fired(current.name());
            } else {
                live.keep(position, current);
            }
        }
        return live.finish();
    }
}
