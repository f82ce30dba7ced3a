package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import java.util.Optional;

/** A graph seen through the exponent rules of a runtime: which values carry real numbers, and how each node ties them together. */
final class ExponentRules {
    /** What a node does to exponents: a runtime's rule, made precise by the number of values that the node reads. */
    enum Kind {
        /** Computes its output anew, with an exponent of its own. */
        COMPUTES,
        /** An activation: output as input. */
        ACTIVATES,
        /** Passes its one input on: output as input. */
        PASSES,
        /** Chooses among several inputs (Max, Min): output as the first, unless an activation behind it says otherwise. */
        CHOOSES,
        /** Joins its inputs: all of them as the output. */
        JOINS
    }

    private final Graph graph;
    private final OperatorSupport operators;

    ExponentRules(Graph graph, OperatorSupport operators) {
        this.graph = graph;
        this.operators = operators;
    }

    Graph graph() {
        return graph;
    }

    /** What a node does; an error if the runtime does not have the operator. */
    Kind kind(Node node) {
        ExponentRule rule = operators
                .rule(node)
                .map(OperatorRule::exponents)
                .orElseThrow(() -> GraphException.because("the target does not have this operator")
                        .node(node)
                        .buildUnsupported());
        return switch (rule) {
            case OWN_RANGE -> Kind.COMPUTES;
            case ACTIVATION -> Kind.ACTIVATES;
            case SAME_AS_INPUT -> inputs(node).size() > 1 ? Kind.CHOOSES : Kind.PASSES;
            case ALL_EQUAL -> Kind.JOINS;
            case REAL_OUTPUT, COMPARED_INPUTS -> Kind.COMPUTES;
        };
    }

    /** The computed values (not constants) with real numbers that a node reads, in order. */
    ImmutableList<String> inputs(Node node) {
        return node.inputs().stream()
                .filter(i -> !i.isEmpty() && graph.initializer(i).isEmpty() && isReal(i))
                .collect(ImmutableList.toImmutableList());
    }

    /** The value that a passing, choosing or activating node takes its exponent from. */
    Optional<String> firstInput(Node node) {
        return inputs(node).stream().findFirst();
    }

    /** The value whose exponent a node decides: its first output, if that holds real numbers. */
    Optional<String> output(Node node) {
        return Optional.of(node.output()).filter(o -> !o.isEmpty() && isReal(o));
    }

    /** Whether a value holds real numbers, as far as its type is known. Shapes and indices do not, and have no exponent. */
    private boolean isReal(String value) {
        return graph.tensorType(value)
                .flatMap(TensorType::elementType)
                .map(type -> type == DataType.FLOAT
                        || type == DataType.FLOAT16
                        || type == DataType.BFLOAT16
                        || type == DataType.DOUBLE)
                .orElse(true);
    }
}
