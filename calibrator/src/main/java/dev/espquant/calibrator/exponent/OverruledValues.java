package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The values whose own need does not count, because they flow into a Concat with a fused activation: what that activation lets through decides
 * for all that is joined. ESP-DL 1.x: "Concat and all inputs take the Relu's exponent".
 */
final class OverruledValues {
    private final ExponentRules rules;
    private final ActivationFusion fusion;

    OverruledValues(ExponentRules rules, ActivationFusion fusion) {
        this.rules = rules;
        this.fusion = fusion;
    }

    ImmutableSet<String> find() {
        Set<String> overruled = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Node node : rules.graph().nodes()) {
            if (rules.kind(node) == ExponentRules.Kind.JOINS
                    && fusion.measured().containsKey(node.output())) {
                open.addAll(rules.inputs(node));
            }
        }
        while (!open.isEmpty()) {
            String value = open.remove();
            if (overruled.add(value)) {
                open.addAll(sources(value));
            }
        }
        return ImmutableSet.copyOf(overruled);
    }

    /** The values that a value takes its exponent from. */
    private ImmutableSet<String> sources(String value) {
        Optional<Node> producer = rules.graph().producer(value);
        if (producer.isEmpty()) {
            return ImmutableSet.of();
        }
        return switch (rules.kind(producer.get())) {
            case COMPUTES -> ImmutableSet.of();
            case ACTIVATES, PASSES ->
                ImmutableSet.copyOf(rules.firstInput(producer.get()).stream().toList());
            case CHOOSES ->
                fusion.measured().containsKey(value)
                        ? ImmutableSet.of()
                        : ImmutableSet.of(rules.inputs(producer.get()).get(0));
            case JOINS -> ImmutableSet.copyOf(rules.inputs(producer.get()));
        };
    }
}
