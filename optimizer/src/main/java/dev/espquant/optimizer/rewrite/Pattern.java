package dev.espquant.optimizer.rewrite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A shape of graph to look for: a node of some operator, its producers likewise. Immutable; every method returns a new pattern with one
 * condition more, and conditions are tested in the order in which they were added.
 *
 * <pre>{@code
 * Pattern.op("BatchNormalization").constants(1, 2, 3, 4).input(0, Pattern.op("Conv").as("conv").readOnce())
 * }</pre>
 */
public final class Pattern {
    private final ImmutableSet<String> opTypes;
    private final String label;
    private final ImmutableList<Condition> conditions;
    /** Without nodes that match these there is no match. */
    private final ImmutableList<Pattern> producers;

    private Pattern(
            ImmutableSet<String> opTypes,
            String label,
            ImmutableList<Condition> conditions,
            ImmutableList<Pattern> producers) {
        this.opTypes = opTypes;
        this.label = label;
        this.conditions = conditions;
        this.producers = producers;
    }

    @FunctionalInterface
    private interface Condition {
        boolean test(Node node, Bindings bindings);
    }

    /** What a match in the making has found: nodes and values by label. */
    static final class Bindings {
        final LiveGraph graph;
        final Map<String, Node> nodes;
        final Map<String, String> values;

        Bindings(LiveGraph graph, Map<String, Node> nodes, Map<String, String> values) {
            this.graph = graph;
            this.nodes = nodes;
            this.values = values;
        }

        Bindings copy() {
            return new Bindings(graph, new HashMap<>(nodes), new HashMap<>(values));
        }

        void become(Bindings other) {
            nodes.putAll(other.nodes);
            values.putAll(other.values);
        }
    }

    /** A node of one of these standard operators. */
    public static Pattern op(String... opTypes) {
        return new Pattern(ImmutableSet.copyOf(opTypes), "", ImmutableList.of(), ImmutableList.of());
    }

    /** Any node. */
    public static Pattern any() {
        return op();
    }

    /** Names the node, so that {@link Match#node} gives it. */
    public Pattern as(String newLabel) {
        return new Pattern(opTypes, newLabel, conditions, producers);
    }

    /** The input at an index is produced by a node that matches. */
    public Pattern input(int index, Pattern producer) {
        return needing(producer)
                .with((node, bindings) -> node.input(index)
                        .filter(value -> producer.matches(value, bindings))
                        .isPresent());
    }

    /**
     * One of the first two inputs is produced by a node that matches; {@link Match#value} gives the other one under a label. For operators
     * whose operands may be swapped.
     */
    public Pattern either(Pattern producer, String otherLabel) {
        return needing(producer)
                .with((node, bindings) -> node.input(0).isPresent()
                        && node.input(1).isPresent()
                        && (operand(node, 0, producer, otherLabel, bindings)
                                || operand(node, 1, producer, otherLabel, bindings)));
    }

    /** As {@link #either}, and the other input is a constant. */
    public Pattern eitherWithConstant(Pattern producer, String constantLabel) {
        return needing(producer)
                .with((node, bindings) -> (isConstant(node, 1, bindings)
                                && operand(node, 0, producer, constantLabel, bindings))
                        || (isConstant(node, 0, bindings) && operand(node, 1, producer, constantLabel, bindings)));
    }

    /** The inputs at these indices are constants. */
    public Pattern constants(int... indices) {
        return with((node, bindings) -> {
            for (int index : indices) {
                if (node.input(index).flatMap(bindings.graph::constant).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The inputs at these indices are constants or left out. */
    public Pattern optionalConstants(int... indices) {
        return with((node, bindings) -> {
            for (int index : indices) {
                Optional<String> value = node.input(index);
                if (value.isPresent() && bindings.graph.constant(value.get()).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The node's first output is read once, by the node behind it in the pattern, and is no graph output; its other outputs are not used. */
    public Pattern readOnce() {
        return with((node, bindings) -> bindings.graph.isReadOnce(node));
    }

    /** No output beyond the first one is used. */
    public Pattern onlyFirstOutput() {
        return with((node, bindings) -> bindings.graph.usesOnlyFirstOutput(node));
    }

    /** Any other condition on the node alone. */
    public Pattern where(Predicate<Node> condition) {
        return with((node, bindings) -> condition.test(node));
    }

    /** Whether a graph has nodes of all operators without which the pattern is nowhere. */
    boolean mayMatch(Graph graph) {
        return (opTypes.isEmpty() || opTypes.stream().anyMatch(graph.standardOperators()::contains))
                && producers.stream().allMatch(producer -> producer.mayMatch(graph));
    }

    private Pattern needing(Pattern producer) {
        return new Pattern(
                opTypes,
                label,
                conditions,
                ImmutableList.<Pattern>builder().addAll(producers).add(producer).build());
    }

    Optional<Match> match(Node root, LiveGraph graph) {
        if (!isOperator(root)) {
            return Optional.empty();
        }
        Bindings bindings = new Bindings(graph, new HashMap<>(), new HashMap<>());
        return matches(root, bindings) ? Optional.of(new Match(root, bindings)) : Optional.empty();
    }

    private Pattern with(Condition condition) {
        return new Pattern(
                opTypes,
                label,
                ImmutableList.<Condition>builder()
                        .addAll(conditions)
                        .add(condition)
                        .build(),
                producers);
    }

    private boolean matches(String value, Bindings bindings) {
        return bindings.graph
                .producer(value)
                .filter(node -> node.output().equals(value) && matches(node, bindings))
                .isPresent();
    }

    private boolean isOperator(Node node) {
        return opTypes.isEmpty() || (node.domain().isEmpty() && opTypes.contains(node.opType()));
    }

    private boolean matches(Node node, Bindings bindings) {
        if (!isOperator(node)) {
            return false;
        }
        for (Condition condition : conditions) {
            bindings.graph.context().step();
            if (!condition.test(node, bindings)) {
                return false;
            }
        }
        if (!label.isEmpty()) {
            bindings.nodes.put(label, node);
        }
        return true;
    }

    private static boolean isConstant(Node node, int input, Bindings bindings) {
        return node.input(input).flatMap(bindings.graph::constant).isPresent();
    }

    private static boolean operand(Node node, int index, Pattern producer, String otherLabel, Bindings bindings) {
        Bindings attempt = bindings.copy();
        if (node.input(index).isEmpty() || !producer.matches(node.inputs().get(index), attempt)) {
            return false;
        }
        attempt.values.put(otherLabel, node.inputs().get(1 - index));
        bindings.become(attempt);
        return true;
    }
}
