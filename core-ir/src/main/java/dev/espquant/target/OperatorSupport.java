package dev.espquant.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.plugin.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of operators and conditions that calibrator, evaluator, exporters and the check of a target share.
 *
 * @param operators rules by operator
 * @param advice for operators that do not exist: how a model can do without them
 */
public record OperatorSupport(ImmutableSortedMap<String, OperatorRule> operators, ImmutableMap<String, String> advice) {

    public static OperatorSupport of(List<OperatorRule> rules) {
        return of(rules, Map.of());
    }

    public static OperatorSupport of(List<OperatorRule> rules, Map<String, String> advice) {
        ImmutableSortedMap.Builder<String, OperatorRule> operators = ImmutableSortedMap.naturalOrder();
        rules.forEach(rule -> operators.put(rule.opType(), rule));
        return new OperatorSupport(operators.buildOrThrow(), ImmutableMap.copyOf(advice));
    }

    /** The rule for a node's operator; empty if the runtime does not have it. */
    public Optional<OperatorRule> rule(Node node) {
        return StandardOperator.of(node).map(operators::get);
    }

    /** Everything that keeps the runtime from running a graph, in the graph's order; empty if it can. */
    public ImmutableList<Violation> check(Graph graph) {
        ImmutableList.Builder<Violation> violations = ImmutableList.builder();
        graph.nodes().forEach(node -> violations.addAll(check(graph, node)));
        return violations.build();
    }

    /** Everything that keeps the runtime from running a node; empty if it can. */
    public List<Violation> check(Graph graph, Node node) {
        Optional<OperatorRule> rule = rule(node);
        if (rule.isEmpty()) {
            String operator = node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType();
            return List.of(violation(graph, node, "operator " + operator + " does not exist here", rewrite(node)));
        }
        return rule.get().conditions().stream()
                .filter(c -> !c.holds().test(graph, node))
                .map(c -> violation(graph, node, c.rule(), c.fix()))
                .toList();
    }

    private static Violation violation(Graph graph, Node node, String rule, String fix) {
        return new Violation(node, rule, NodeFacts.of(graph, node, rule), fix);
    }

    private String rewrite(Node node) {
        return Optional.ofNullable(advice.get(node.opType()))
                .or(() -> Names.nearest(node.opType(), operators.keySet())
                        .map(n -> "express it through other operators, such as " + n))
                .orElse("express it through supported operators, or compute it outside the model");
    }
}
