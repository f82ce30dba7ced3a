package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.FixedIntegers;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.espdl3.EspDl3;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The width of every value of a model of mixed precision (ESP-DL 3.x). A chosen node computes in 16 bits; so do the activation behind it, the layer
 * in front of a chosen activation and everything that only passes its integers on. A graph input has 16 bits if all its readers have.
 */
public final class ValueWidths {
    private final Graph graph;
    private final OperatorSupport operators;
    private final BitWidth usual;
    private final ImmutableSet<String> wide;
    private final Map<String, BitWidth> widths = new LinkedHashMap<>();

    private ValueWidths(Graph graph, OperatorSupport operators, BitWidth usual, ImmutableSet<String> wide) {
        this.graph = graph;
        this.operators = operators;
        this.usual = usual;
        this.wide = wide;
    }

    /**
     * By value name.
     *
     * @param usual the width of all nodes that are not chosen
     * @param wide names of nodes to compute in 16 bits
     * @throws GraphException if there is no node of such a name
     */
    public static ImmutableMap<String, BitWidth> of(
            Graph graph, OperatorSupport operators, BitWidth usual, ImmutableSet<String> wide) {
        List<String> names = graph.nodes().stream().map(Node::name).toList();
        for (String name : wide) {
            if (!names.contains(name)) {
                throw GraphException.because("there is no node '" + name + "' to compute in 16 bits")
                        .fix(Names.suggestion(name, names))
                        .buildInvalidRequest();
            }
        }
        return new ValueWidths(graph, operators, usual, wide).find();
    }

    private ImmutableMap<String, BitWidth> find() {
        for (Node node : graph.nodes()) {
            BitWidth width = width(node);
            node.outputs().stream()
                    .filter(o -> !o.isEmpty())
                    .forEach(o -> widths.put(
                            o,
                            FixedIntegers.of(graph, o)
                                    .map(QuantizationParameters::bits)
                                    .orElse(width)));
        }
        for (ValueInfo input : graph.inputs()) {
            widths.put(input.name(), input(input.name()));
        }
        return ImmutableMap.copyOf(widths);
    }

    private BitWidth width(Node node) {
        if (EspDl3.INT8_ONLY.contains(node.opType())) {
            return BitWidth.INT8;
        }
        if (wide.contains(node.name()) || activates(node).map(wide::contains).orElse(false)) {
            return BitWidth.INT16;
        }
        ExponentRule rule = rule(node);
        boolean follows = rule == ExponentRule.SAME_AS_INPUT || rule == ExponentRule.ACTIVATION;
        BitWidth before =
                node.inputs().isEmpty() ? null : widths.get(node.inputs().get(0));
        return follows && before != null ? before : usual;
    }

    /** The activation that alone reads what a node gives. */
    private Optional<String> activates(Node node) {
        List<Node> readers = graph.consumers(node.output());
        return readers.size() == 1 && rule(readers.get(0)) == ExponentRule.ACTIVATION
                ? Optional.of(readers.get(0).name())
                : Optional.empty();
    }

    private ExponentRule rule(Node node) {
        return operators.rule(node).map(OperatorRule::exponents).orElse(ExponentRule.OWN_RANGE);
    }

    /** Passing operators behind an input take its width, so that what counts is who reads them. */
    private BitWidth input(String name) {
        List<Node> readers = graph.consumers(name);
        boolean allWide =
                !readers.isEmpty() && readers.stream().allMatch(r -> widths.get(r.output()) == BitWidth.INT16);
        return allWide ? BitWidth.INT16 : usual;
    }
}
