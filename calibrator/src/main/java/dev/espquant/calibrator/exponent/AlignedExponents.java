package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.PadSources;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.ConstantOperands;
import dev.espquant.quant.EdgeIntegers;
import dev.espquant.quant.Exponents;
import dev.espquant.quant.FixedIntegers;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the exponents of all values of a model for ESP-DL 3.x. Operators that pass integers on, and activations that alone read a value, share the
 * exponent of what they read. Sums and joins need their inputs at the exponent of the result, but other than in ESP-DL 1.x a conversion can
 * stand between, so that a value keeps what suits it if others read it too:
 *
 * <ul>
 *   <li>the result of a sum or join takes the largest exponent among its own need and its inputs, so that none of them saturates in the conversion
 *       (with {@link Compatibility#ESPRESSIF}: its own need alone, as ESP-PPQ does, whatever the inputs lose);
 *   <li>an input that nothing else reads takes the exponent of the result at once, which saves a conversion and one rounding;
 *   <li>the output of a layer or product is at least as coarse as its sums, that of a Pad as the number it fills with.
 * </ul>
 *
 * All of these only raise exponents, so the smallest solution is found by raising until nothing changes.
 */
public final class AlignedExponents {
    private final Graph graph;
    private final OperatorSupport operators;
    private final ImmutableMap<String, BitWidth> widths;
    private final Map<String, QuantizationParameters> constants;
    private final Compatibility compatibility;
    private final Map<String, String> roots = new HashMap<>();
    private final Map<String, Integer> exponents = new HashMap<>();

    /**
     * @param widths the width of every value
     * @param constants parameters of weights and of constant operands of products
     */
    public AlignedExponents(
            Graph graph,
            OperatorSupport operators,
            ImmutableMap<String, BitWidth> widths,
            Map<String, QuantizationParameters> constants,
            Compatibility compatibility) {
        this.graph = graph;
        this.operators = operators;
        this.widths = widths;
        this.constants = constants;
        this.compatibility = compatibility;
        graph.nodes().forEach(this::share);
    }

    /** Nodes share in topological order, so that the root of a class is the value at its beginning. */
    private void share(Node node) {
        shareState(node);
        if (node.inputs().isEmpty() || !widths.containsKey(node.inputs().get(0))) {
            return;
        }
        String input = node.inputs().get(0);
        boolean shares = rule(node) == ExponentRule.SAME_AS_INPUT || isActivationOf(node, input);
        for (String output : node.outputs()) {
            if (shares && !output.isEmpty() && widths.get(output) == widths.get(input)) {
                roots.put(output, root(input));
            }
        }
    }

    /** The last state of a recurrent layer is one of its sequence. */
    private void shareState(Node node) {
        if (rule(node) == ExponentRule.OWN_RANGE) {
            node.outputs().stream()
                    .skip(1)
                    .filter(output -> !output.isEmpty() && !isFixed(output))
                    .forEach(output -> roots.put(output, root(node.output())));
        }
    }

    private boolean isFixed(String value) {
        return FixedIntegers.of(graph, value).isPresent();
    }

    private boolean isActivationOf(Node node, String input) {
        return rule(node) == ExponentRule.ACTIVATION
                && graph.consumers(input).size() == 1
                && !graph.isOutput(input)
                && graph.producer(input).isPresent()
                && bound(node, 1, "min") <= 0
                && bound(node, 2, "max") >= 0;
    }

    /** A bound of a Clip; 0 where there is none. One that keeps zero out makes numbers larger than those that it reads. */
    private double bound(Node node, int input, String attribute) {
        return node.input(input)
                .flatMap(graph::initializer)
                .map(bound -> bound.toDoubles()[0])
                .orElseGet(() -> (double) node.floatAttribute(attribute, 0));
    }

    /**
     * By value at the beginning of a class, a computed one or a graph input: the value whose range decides the exponent, itself or the output of
     * the last activation of the class.
     */
    public ImmutableMap<String, String> measured() {
        Map<String, String> measured = new LinkedHashMap<>();
        graph.inputs().forEach(input -> measured.put(input.name(), input.name()));
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                if (isFixed(output)) {
                    continue;
                }
                if (!output.isEmpty() && root(output).equals(output)) {
                    measured.put(output, output);
                } else if (rule(node) == ExponentRule.ACTIVATION
                        && isOnlyWay(node.inputs().get(0))) {
                    measured.put(root(output), output);
                }
            }
        }
        return ImmutableMap.copyOf(measured);
    }

    /** Whether everything of a value's class flows into its one reader: then nobody sees what that reader throws away. */
    private boolean isOnlyWay(String value) {
        Optional<String> at = Optional.of(value);
        while (at.isPresent()) {
            String name = at.get();
            if (graph.consumers(name).size() != 1 || graph.isOutput(name)) {
                return false;
            }
            at = root(name).equals(name)
                    ? Optional.empty()
                    : graph.producer(name).map(producer -> producer.inputs().get(0));
        }
        return true;
    }

    /**
     * The exponents of all values, inputs first.
     *
     * @param undecided the exponent of a value in which nothing but zeros was seen, by its width
     */
    public ImmutableMap<String, Integer> solve(Demands demands, Map<BitWidth, Integer> undecided) {
        measured()
                .forEach((value, measuredAs) -> exponents.put(
                        value,
                        demand(demands, value, measuredAs)
                                .orElseGet(() -> undecided.getOrDefault(widths.get(value), 0))));
        if (compatibility == Compatibility.ESPRESSIF) {
            graph.nodes().forEach(this::align);
        } else {
            boolean raised = true;
            while (raised) {
                raised = false;
                for (Node node : graph.nodes()) {
                    raised |= settle(node, demands);
                }
            }
        }
        ImmutableMap.Builder<String, Integer> all = ImmutableMap.builder();
        graph.inputs().stream().map(ValueInfo::name).forEach(name -> all.put(name, exponent(name)));
        graph.nodes()
                .forEach(node -> node.outputs().stream()
                        .filter(o -> !o.isEmpty())
                        .forEach(output -> all.put(output, exponent(output))));
        return all.buildOrThrow();
    }

    private OptionalInt demand(Demands demands, String value, String measuredAs) {
        boolean input = graph.producer(value).isEmpty() && compatibility == Compatibility.NONE;
        OptionalInt own = input ? demands.input(value) : demands.measured(measuredAs);
        return own.isPresent() ? own : demands.wholeRange(value);
    }

    private boolean settle(Node node, Demands demands) {
        return switch (rule(node)) {
            case ALL_EQUAL -> join(node, demands);
            case OWN_RANGE -> raise(node.output(), sums(node));
            case SAME_AS_INPUT -> node.is("Pad") && raise(node.output(), fill(node));
            case ACTIVATION, REAL_OUTPUT, COMPARED_INPUTS -> false;
        };
    }

    /** What the number that a Pad fills with needs; far down for zeros. */
    private int fill(Node node) {
        double fill = Math.abs(PadSources.fill(graph, node));
        BitWidth bits = widths.getOrDefault(node.output(), BitWidth.INT8);
        boolean small = fill < Double.MIN_NORMAL || !Double.isFinite(fill);
        return small ? Integer.MIN_VALUE : Exponents.ceilLog2(fill / bits.max());
    }

    private boolean join(Node node, Demands demands) {
        boolean raised = false;
        for (String input : node.inputs()) {
            OptionalInt needed = widths.containsKey(input)
                    ? OptionalInt.of(inWidthOf(node, input))
                    : isIndex(input) ? OptionalInt.empty() : demands.constant(input);
            if (needed.isPresent()) {
                raised |= raise(node.output(), needed.getAsInt());
            }
        }
        for (String input : node.inputs()) {
            if (isReadHereOnly(input, node)) {
                raised |= raise(input, exponent(node.output()));
            }
        }
        return raised;
    }

    /** Constants that say where, not how much. */
    private boolean isIndex(String constant) {
        return graph.initializer(constant).filter(t -> t.type().isInteger()).isPresent();
    }

    /** ESP-PPQ: a computed input with one reader takes the result's exponent, smaller or larger; all others are converted. */
    private void align(Node node) {
        if (rule(node) == ExponentRule.ALL_EQUAL) {
            for (String input : node.inputs()) {
                if (isReadHereOnly(input, node)
                        && graph.producer(input)
                                .filter(p -> rule(p) != ExponentRule.SAME_AS_INPUT)
                                .isPresent()) {
                    exponents.put(root(input), exponent(node.output()));
                }
            }
        }
    }

    /** Whether nobody but a node reads a value or another one of its class; and both have one width. */
    private boolean isReadHereOnly(String input, Node reader) {
        if (!widths.containsKey(input) || widths.get(input) != widths.get(reader.output())) {
            return false;
        }
        String root = root(input);
        for (String member : widths.keySet()) {
            if (root(member).equals(root)) {
                boolean others = graph.consumers(member).stream()
                        .anyMatch(n -> !n.equals(reader) && !root(n.output()).equals(root));
                if (others || graph.isOutput(member)) {
                    return false;
                }
            }
        }
        return !root(reader.output()).equals(root);
    }

    /** The exponent of what a layer or product sums up; far down if the node is neither. */
    private int sums(Node node) {
        boolean layer = node.inputs().size() > 1
                && constants.containsKey(node.inputs().get(1))
                && ConstantOperands.of(graph, node).isEmpty();
        if (layer) {
            int weights = Optional.ofNullable(constants.get(node.inputs().get(1))).orElseThrow().exponents().stream()
                    .max()
                    .orElse(0);
            return inWidthOf(node, node.inputs().get(0)) + weights;
        }
        if (!node.is("Mul") && !node.is("MatMul")) {
            return Integer.MIN_VALUE;
        }
        int sum = 0;
        for (String operand : node.inputs()) {
            QuantizationParameters constant = constants.get(operand);
            sum += constant == null ? inWidthOf(node, operand) : constant.exponent();
        }
        return sum;
    }

    private int inWidthOf(Node node, String input) {
        BitWidth own = widths.getOrDefault(input, BitWidth.INT8);
        BitWidth reader = widths.getOrDefault(node.output(), own);
        return EdgeIntegers.inWidth(QuantizationParameters.perTensor(own, exponent(input)), reader);
    }

    private boolean raise(String value, int least) {
        if (exponent(value) >= least) {
            return false;
        }
        exponents.put(root(value), least);
        return true;
    }

    private int exponent(String value) {
        return FixedIntegers.of(graph, value)
                .map(QuantizationParameters::exponent)
                .orElseGet(() -> exponents.getOrDefault(root(value), 0));
    }

    private String root(String value) {
        return roots.getOrDefault(value, value);
    }

    private ExponentRule rule(Node node) {
        return operators.rule(node).map(OperatorRule::exponents).orElse(ExponentRule.OWN_RANGE);
    }
}
