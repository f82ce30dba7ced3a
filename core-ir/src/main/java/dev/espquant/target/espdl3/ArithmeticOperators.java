package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.absent;
import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.someInputComputed;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.stream.Stream;

/** Sums, products and functions of one value: one result for each element; and Softmax. */
final class ArithmeticOperators {
    private static final String OPSET_7 = "convert the model to opset 7 or later";

    private ArithmeticOperators() {}

    static ImmutableList<OperatorRule> rules() {
        ImmutableList<OperatorRule> own = ImmutableList.of(
                twoInputs("Add", ExponentRule.ALL_EQUAL),
                twoInputs("Sub", ExponentRule.ALL_EQUAL),
                twoInputs("Mul", ExponentRule.OWN_RANGE),
                twoInputs("Div", ExponentRule.OWN_RANGE),
                twoInputs("Pow", ExponentRule.OWN_RANGE).withNote("floats of the integers' real values"),
                twoInputs(
                                "Mod",
                                ExponentRule.OWN_RANGE,
                                that(
                                        "fmod is 1: the remainder has the sign of the dividend",
                                        "export the model with torch.fmod",
                                        (graph, node) -> node.intAttribute("fmod", 0) == 1))
                        .withNote("floats of the integers' real values; by zero it is 0"),
                OperatorRule.of("Relu", ExponentRule.ACTIVATION, computed(0), oneOutput()),
                OperatorRule.of(
                        "Clip",
                        ExponentRule.ACTIVATION,
                        computed(0),
                        constantIfPresent(1, "lower bounds"),
                        constantIfPresent(2, "upper bounds"),
                        oneOutput()),
                oneBound("Max"),
                oneBound("Min"),
                OperatorRule.of(
                        "PRelu",
                        ExponentRule.SAME_AS_INPUT,
                        computed(0),
                        constant(1, "slopes"),
                        rank(0, 2, 4, "channels are the second"),
                        that(
                                "there is one slope, or one for each channel",
                                "share the slopes of a channel when training; give the model fixed input shapes",
                                ArithmeticOperators::slopesOfChannels),
                        oneOutput()),
                softmax("Softmax"),
                softmax("LogSoftmax"));
        return Stream.concat(own.stream(), functions()).collect(ImmutableList.toImmutableList());
    }

    private static OperatorRule oneBound(String opType) {
        return OperatorRule.of(
                        opType,
                        ExponentRule.OWN_RANGE,
                        that(
                                "it compares a value with one constant number",
                                "use Relu: max(a, b) = b + Relu(a - b), min(a, b) = b - Relu(b - a)",
                                (graph, node) -> node.inputs().size() == 2
                                        && Conditions.isComputed(graph, node, 0)
                                                != Conditions.isComputed(graph, node, 1)
                                        && Conditions.tensor(graph, node, Conditions.isComputed(graph, node, 0) ? 1 : 0)
                                                        .orElseThrow()
                                                        .elementCount()
                                                == 1),
                        oneOutput())
                .withNote("of a value and one number: runs as Clip");
    }

    /** An operator that broadcasts two operands. */
    static OperatorRule twoInputs(String opType, ExponentRule exponents, OperatorCondition... more) {
        return OperatorRule.of(
                        opType,
                        exponents,
                        Conditions.twoInputs(opType),
                        someInputComputed(),
                        that(
                                "operands have at most four dimensions",
                                "reshape them",
                                (graph, node) ->
                                        Conditions.rank(graph, node, 0) <= 4 && Conditions.rank(graph, node, 1) <= 4),
                        absent("broadcast", OPSET_7),
                        absent("axis", OPSET_7),
                        oneOutput())
                .and(more);
    }

    /** Kernels share slopes along the last axis of the layout, which holds the channels. */
    private static boolean slopesOfChannels(Graph graph, Node node) {
        Tensor slopes = Conditions.tensor(graph, node, 1).orElseThrow();
        int channelAxis = 1 - Conditions.rank(graph, node, 0) + slopes.rank();
        return slopes.elementCount() == 1 || (channelAxis >= 0 && slopes.size(channelAxis) == slopes.elementCount());
    }

    private static OperatorRule softmax(String opType) {
        return OperatorRule.of(opType, ExponentRule.REAL_OUTPUT, computed(0), oneOutput())
                .withNote("gives float32");
    }

    private static Stream<OperatorRule> functions() {
        Stream<OperatorRule> modules = Stream.of(
                        "Sigmoid",
                        "Tanh",
                        "LeakyRelu",
                        "HardSigmoid",
                        "HardSwish",
                        "Swish",
                        "Elu",
                        "Exp",
                        "Log",
                        "Sqrt",
                        "Neg")
                .map(name -> OperatorRule.of(name, ExponentRule.OWN_RANGE, computed(0), oneOutput())
                        .withNote("a table for int8, floats for int16"));
        Stream<OperatorRule> tables = Stream.of(
                        "Gelu", "Abs", "Erf", "Softplus", "Softsign", "Mish", "Selu", "Reciprocal", "Sin", "Cos")
                .map(name -> OperatorRule.of(name, ExponentRule.OWN_RANGE, computed(0), oneOutput())
                        .withNote("a table, for int16 of every 16th integer"));
        return Stream.concat(modules, tables);
    }
}
