package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.absent;
import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.someInputComputed;
import static dev.espquant.target.Conditions.tensor;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;

/** Sums, products, activations: one result for each element. */
final class ElementwiseOperators {
    private static final String OPSET_7 = "convert the model to opset 7 or later";

    private ElementwiseOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                twoInputs("Add", ExponentRule.OWN_RANGE),
                twoInputs("Sub", ExponentRule.OWN_RANGE),
                twoInputs("Mul", ExponentRule.OWN_RANGE),
                twoInputs("Max", ExponentRule.SAME_AS_INPUT),
                twoInputs("Min", ExponentRule.SAME_AS_INPUT),
                OperatorRule.of("Relu", ExponentRule.ACTIVATION, computed(0), oneOutput()),
                OperatorRule.of("LeakyRelu", ExponentRule.ACTIVATION, computed(0), finiteAlpha(), oneOutput()),
                OperatorRule.of(
                        "PRelu",
                        ExponentRule.ACTIVATION,
                        computed(0),
                        constant(1, "slopes"),
                        oneSlopePerChannel(),
                        oneOutput()),
                clip(),
                OperatorRule.of("Sigmoid", ExponentRule.OWN_RANGE, computed(0), oneOutput()),
                OperatorRule.of("Tanh", ExponentRule.OWN_RANGE, computed(0), oneOutput()),
                OperatorRule.of("Softmax", ExponentRule.OWN_RANGE, computed(0), notOverBatch(), oneOutput()));
    }

    private static OperatorRule twoInputs(String opType, ExponentRule exponents) {
        return OperatorRule.of(
                opType,
                exponents,
                Conditions.twoInputs(opType),
                someInputComputed(),
                absent("broadcast", OPSET_7),
                absent("axis", OPSET_7),
                oneOutput());
    }

    private static OperatorRule clip() {
        return OperatorRule.of(
                        "Clip",
                        ExponentRule.ACTIVATION,
                        computed(0),
                        constantIfPresent(1, "lower bounds"),
                        constantIfPresent(2, "upper bounds"),
                        oneOutput())
                .withNote("bounds become integers of the input's exponent");
    }

    private static OperatorCondition finiteAlpha() {
        return that(
                "alpha is a finite number",
                "the model is damaged: export it again",
                (graph, node) -> Float.isFinite(node.floatAttribute("alpha", 0.01f)));
    }

    private static OperatorCondition oneSlopePerChannel() {
        return that(
                "there is one slope, or one for each channel",
                "share the slopes of a channel when training; give the model fixed input shapes",
                (graph, node) -> {
                    Tensor slopes = tensor(graph, node, 1).orElseThrow();
                    int channelAxis = 1 - Conditions.rank(graph, node, 0) + slopes.rank();
                    return slopes.elementCount() == 1
                            || (channelAxis >= 0 && slopes.size(channelAxis) == slopes.elementCount());
                });
    }

    private static OperatorCondition notOverBatch() {
        return that(
                "it does not run over the batch",
                "choose the axis of the classes",
                (graph, node) -> node.attribute("axis").isEmpty()
                        || Conditions.axis(node.intAttribute("axis", 1), Conditions.rank(graph, node, 0)) > 0);
    }
}
