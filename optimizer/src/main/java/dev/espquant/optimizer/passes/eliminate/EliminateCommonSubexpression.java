package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.RandomOperators;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.Rewriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes once what several nodes compute from the same inputs.
 *
 * <pre>
 * x -> Relu -> a; x -> Relu -> b; a, b -> Op        becomes        x -> Relu -> a; a, a -> Op
 * </pre>
 *
 * Only nodes with one output and without subgraphs, and none that draws random numbers.
 */
@AutoService(GraphPass.class)
public final class EliminateCommonSubexpression implements GraphPass {
    /** What two nodes must share to compute the same. */
    private record Key(String opType, ImmutableList<String> inputs, ImmutableMap<String, Attribute> attributes) {}

    @Override
    public String name() {
        return "eliminate_common_subexpression";
    }

    @Override
    public String summary() {
        return "computes once what several nodes compute from the same inputs";
    }

    @Override
    public Phase phase() {
        return Phase.ELIMINATE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Map<Key, String> first = new HashMap<>();
        return Rewriter.sweep(
                graph,
                context,
                Pattern.any().where(EliminateCommonSubexpression::isComparable),
                match -> merge(match, first));
    }

    private static boolean isComparable(Node node) {
        return node.domain().isEmpty()
                && node.outputs().size() == 1
                && !RandomOperators.contain(node)
                && GraphNames.insideSubgraphs(node).isEmpty();
    }

    /** A first node whose output has meanwhile taken another's name is forgotten. */
    private static void merge(Match match, Map<Key, String> first) {
        Node node = match.root();
        Key key = new Key(node.opType(), node.inputs(), node.attributes());
        String known = first.get(key);
        if (known != null && match.producer(known).isPresent()) {
            if (match.bypass(known) && match.producer(known).isEmpty()) {
                first.put(key, node.output());
            }
        } else {
            first.put(key, node.output());
        }
    }
}
