package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.target.OperatorSupport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the exponents of all values of a graph. Every operator's {@link dev.espquant.target.ExponentRule} ties values together or lets one have
 * its own; values that are tied, directly or through others, form a class with one exponent, the largest that a member needs. There is no order
 * in which operators are visited, so no operator can be forgotten or come too late.
 *
 * <p>ESP-DL 1.x, verified against the tables of its quantization tool: computed values need what their range asks for, measured behind a fused
 * activation ({@link ActivationFusion}); a Concat with a fused activation replaces the needs of everything that it joins.
 */
public final class ExponentSolver {
    private final ExponentRules rules;
    private final Compatibility compatibility;
    private final ActivationFusion fusion;

    public ExponentSolver(Graph graph, OperatorSupport operators, Compatibility compatibility) {
        this.rules = new ExponentRules(graph, operators);
        this.compatibility = compatibility;
        this.fusion = ActivationFusion.of(rules, compatibility);
    }

    /** All values that have an exponent, inputs first, then in topological order. */
    public ImmutableSet<String> values() {
        ImmutableSet.Builder<String> values = ImmutableSet.builder();
        rules.graph().inputs().forEach(i -> values.add(i.name()));
        rules.graph().nodes().forEach(n -> rules.output(n).ifPresent(values::add));
        return values.build();
    }

    /** By computed value: the value whose range decides its exponent, itself or the output of an activation that is fused to it. */
    public ImmutableMap<String, String> measured() {
        ImmutableMap.Builder<String, String> measured = ImmutableMap.builder();
        for (Node node : rules.graph().nodes()) {
            Optional<String> output = rules.output(node);
            if (output.isPresent() && needsOwn(node, output.get())) {
                measured.put(output.get(), fusion.measured().getOrDefault(output.get(), output.get()));
            }
        }
        return measured.buildOrThrow();
    }

    private boolean needsOwn(Node node, String output) {
        return rules.kind(node) == ExponentRules.Kind.COMPUTES
                || fusion.measured().containsKey(output)
                || fusion.independent().contains(output);
    }

    /**
     * The exponents of {@link #values}.
     *
     * @param ties lists of values that must share an exponent for reasons other than operator rules, such as a common bias
     * @param undecided the exponent where any suits because nothing but zeros was seen
     */
    public ImmutableMap<String, Integer> solve(Demands demands, List<List<String>> ties, int undecided) {
        return switch (compatibility) {
            case NONE -> solveByClasses(demands, ties, undecided);
            case ESPRESSIF -> new EspressifWalk(rules, fusion, measured(), demands, undecided).exponents();
        };
    }

    private ImmutableMap<String, Integer> solveByClasses(Demands demands, List<List<String>> ties, int undecided) {
        ExponentClasses classes = new ExponentClasses();
        rules.graph().nodes().forEach(node -> tie(node, classes));
        ties.forEach(tie -> tie.forEach(value -> classes.unite(tie.get(0), value)));
        demand(demands, classes);
        ImmutableMap.Builder<String, Integer> exponents = ImmutableMap.builder();
        values().forEach(v -> exponents.put(v, classes.exponent(v).orElse(undecided)));
        return exponents.buildOrThrow();
    }

    private void tie(Node node, ExponentClasses classes) {
        rules.output(node).ifPresent(output -> {
            switch (rules.kind(node)) {
                case COMPUTES -> {}
                case ACTIVATES, PASSES -> rules.firstInput(node).ifPresent(input -> classes.unite(input, output));
                case CHOOSES -> {
                    if (!fusion.measured().containsKey(output)) {
                        classes.unite(rules.inputs(node).get(0), output);
                    }
                }
                case JOINS -> rules.inputs(node).forEach(input -> classes.unite(output, input));
            }
        });
    }

    private void demand(Demands demands, ExponentClasses classes) {
        ImmutableSet<String> overruled = new OverruledValues(rules, fusion).find();
        for (ValueInfo input : rules.graph().inputs()) {
            if (!overruled.contains(input.name())) {
                classes.demand(input.name(), demands.input(input.name()));
            }
        }
        measured().forEach((value, measuredAs) -> {
            if (!overruled.contains(value)) {
                classes.demand(value, own(demands, value, measuredAs));
            }
        });
        for (Node node : rules.graph().nodes()) {
            if (rules.kind(node) == ExponentRules.Kind.JOINS
                    && !fusion.measured().containsKey(node.output())) {
                node.inputs().stream()
                        .filter(i -> rules.graph().initializer(i).isPresent())
                        .forEach(constant -> classes.demand(node.output(), demands.constant(constant)));
            }
        }
    }

    /** What a computed value needs. Where its activation lets nothing through, its own range, so that its bias does not saturate. */
    static OptionalInt own(Demands demands, String value, String measuredAs) {
        OptionalInt measured = demands.measured(measuredAs);
        return measured.isPresent() ? measured : demands.wholeRange(value);
    }
}
