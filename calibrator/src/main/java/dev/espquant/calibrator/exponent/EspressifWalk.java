package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The exponents of Espressif's quantization tool for ESP-DL 1.x, with its defects: it walks the graph once, and a Concat pushes its exponent
 * back and forth from where it stands. A Concat on that way back hands the exponent to its first input only, and values that were settled
 * further downstream keep what they had. Verified on golden vectors; only for {@code --compat espressif}.
 */
final class EspressifWalk {
    private final ExponentRules rules;
    private final ActivationFusion fusion;
    private final ImmutableMap<String, String> measured;
    private final Demands demands;
    private final int undecided;
    private final Map<String, Integer> exponents = new LinkedHashMap<>();

    EspressifWalk(
            ExponentRules rules,
            ActivationFusion fusion,
            ImmutableMap<String, String> measured,
            Demands demands,
            int undecided) {
        this.rules = rules;
        this.fusion = fusion;
        this.measured = measured;
        this.demands = demands;
        this.undecided = undecided;
    }

    ImmutableMap<String, Integer> exponents() {
        for (ValueInfo input : rules.graph().inputs()) {
            exponents.put(input.name(), demands.input(input.name()).orElse(undecided));
        }
        for (Node node : rules.graph().nodes()) {
            rules.output(node).ifPresent(output -> visit(node, output));
        }
        return ImmutableMap.copyOf(exponents);
    }

    private void visit(Node node, String output) {
        if (rules.kind(node) == ExponentRules.Kind.JOINS) {
            join(node, output);
        } else if (measured.containsKey(output)) {
            exponents.put(output, own(output));
        } else {
            exponents.put(output, rules.firstInput(node).map(this::exponent).orElse(undecided));
        }
    }

    private void join(Node node, String output) {
        int exponent = fusion.measured().containsKey(output)
                ? own(output)
                : rules.inputs(node).stream().mapToInt(this::exponent).max().orElse(undecided);
        rules.inputs(node).forEach(input -> pushBack(input, exponent));
        exponents.put(output, exponent);
    }

    /** Gives a value an exponent, the values that it comes from unchanged too (of a Concat the first only), and those that follow at once. */
    private void pushBack(String value, int exponent) {
        Optional<String> current = Optional.of(value);
        while (current.isPresent()) {
            String name = current.get();
            exponents.put(name, exponent);
            for (Node reader : rules.graph().consumers(name)) {
                if (follows(reader, name)) {
                    exponents.computeIfPresent(reader.output(), (output, old) -> exponent);
                }
            }
            current = rules.graph().producer(name).filter(p -> !isComputed(p)).flatMap(rules::firstInput);
        }
    }

    private boolean follows(Node reader, String value) {
        return switch (rules.kind(reader)) {
            case COMPUTES, JOINS -> false;
            case ACTIVATES, PASSES, CHOOSES ->
                rules.firstInput(reader).equals(Optional.of(value)) && !isComputed(reader);
        };
    }

    private boolean isComputed(Node node) {
        return rules.kind(node) != ExponentRules.Kind.JOINS && measured.containsKey(node.output());
    }

    private int own(String value) {
        return ExponentSolver.own(demands, value, measured.getOrDefault(value, value))
                .orElse(undecided);
    }

    private int exponent(String value) {
        return exponents.getOrDefault(value, undecided);
    }
}
