package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.stream.Stream;

/** Comparisons of integers, and the logic of what they give: bytes of 0 and 1. */
final class ComparingOperators {
    private ComparingOperators() {}

    static ImmutableList<OperatorRule> rules() {
        Stream<OperatorRule> comparisons = Stream.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual")
                .map(opType -> ArithmeticOperators.twoInputs(opType, ExponentRule.COMPARED_INPUTS)
                        .withNote("gives 0 or 1, one byte each"));
        Stream<OperatorRule> logic = Stream.of("And", "Or", "Xor")
                .map(opType -> ArithmeticOperators.twoInputs(opType, ExponentRule.SAME_AS_INPUT, ofNodes()));
        Stream<OperatorRule> not =
                Stream.of(OperatorRule.of("Not", ExponentRule.SAME_AS_INPUT, computed(0), ofNodes(), oneOutput()));
        return Stream.of(comparisons, logic, not).flatMap(s -> s).collect(ImmutableList.toImmutableList());
    }

    private static OperatorCondition ofNodes() {
        return that(
                "its operands come from comparisons in the model",
                "compare inside the model, or combine the truths outside of it",
                (graph, node) -> node.inputs().stream().allMatch(input -> isComputed(graph, input)));
    }

    private static boolean isComputed(Graph graph, String value) {
        return graph.producer(value).map(Node::opType).isPresent();
    }
}
