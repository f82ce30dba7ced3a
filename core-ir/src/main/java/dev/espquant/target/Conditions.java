package dev.espquant.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** The conditions that several operators share, for the tables of all runtimes. */
public final class Conditions {
    public static final String FOLD_CONSTANTS = "run 'espquant optimize', which folds constants";
    private static final ImmutableSet<String> PAD_MODES = ImmutableSet.of("constant", "edge", "reflect");
    private static final String KNOW_SHAPES = "give the model fixed input shapes, so that this shape is known";

    private Conditions() {}

    /** A condition whose test may fail on a malformed node: such a node does not meet it. */
    public static OperatorCondition that(String rule, String fix, OperatorCondition.Test test) {
        return new OperatorCondition(rule, fix, (graph, node) -> {
            try {
                return test.test(graph, node);
            } catch (RuntimeException malformed) {
                return false;
            }
        });
    }

    /** The input is a value of the run, not a constant. */
    public static OperatorCondition computed(int input) {
        return that(
                "input " + input + " is computed at run time",
                FOLD_CONSTANTS,
                (graph, node) -> isComputed(graph, node, input));
    }

    /** At least one input is a value of the run. */
    public static OperatorCondition someInputComputed() {
        return that(
                "an input is computed at run time",
                FOLD_CONSTANTS,
                (graph, node) -> node.inputs().stream()
                        .anyMatch(i -> !graph.initializers().containsKey(i)));
    }

    /** There are two inputs: operators that ONNX gives any number of are computed in pairs. */
    public static OperatorCondition twoInputs(String opType) {
        return that(
                "it has two inputs",
                "use a chain of " + opType + " with two inputs each",
                (graph, node) -> node.inputs().size() == 2);
    }

    /** The input is there and constant. */
    public static OperatorCondition constant(int input, String what) {
        return that(
                what + " are constant",
                "run 'espquant optimize'; if they depend on the model's input, no kernel exists",
                (graph, node) -> tensor(graph, node, input).isPresent());
    }

    /** The input is left out or constant. */
    public static OperatorCondition constantIfPresent(int input, String what) {
        return that(
                what + " are absent or constant",
                "run 'espquant optimize'; if they depend on the model's input, no kernel exists",
                (graph, node) -> node.input(input).isEmpty()
                        || tensor(graph, node, input).isPresent());
    }

    /** The rank of an input lies between two bounds. */
    public static OperatorCondition rank(int input, int least, int most, String meaning) {
        return that(
                "input " + input + " has " + (least == most ? least : least + " to " + most) + " dimensions (" + meaning
                        + ")",
                KNOW_SHAPES + "; reshape it if the rank is another",
                (graph, node) -> rank(graph, node, input) >= least && rank(graph, node, input) <= most);
    }

    /** Nothing reads outputs after the first. */
    public static OperatorCondition oneOutput() {
        return that(
                "only its first output is used",
                "remove what reads the other outputs",
                (graph, node) -> !node.output().isEmpty()
                        && node.outputs().stream()
                                .skip(1)
                                .allMatch(
                                        o -> o.isEmpty() || (graph.consumers(o).isEmpty() && !graph.isOutput(o))));
    }

    /** A list attribute is absent or holds one number only. */
    public static OperatorCondition all(String attribute, long value, String fix) {
        return that(
                attribute + " are all " + value,
                fix,
                (graph, node) -> ints(node, attribute).allMatch(v -> v == value));
    }

    /** A list attribute holds no number below a bound. */
    public static OperatorCondition atLeast(String attribute, long bound, String fix) {
        return that(
                attribute + " are at least " + bound,
                fix,
                (graph, node) -> ints(node, attribute).allMatch(v -> v >= bound));
    }

    /** An integer attribute is 0, or absent. */
    public static OperatorCondition isZero(String attribute, String fix) {
        return that(attribute + " is 0", fix, (graph, node) -> node.intAttribute(attribute, 0) == 0);
    }

    /** The node does not have an attribute. */
    public static OperatorCondition absent(String attribute, String fix) {
        return that(
                "it has no attribute '" + attribute + "'",
                fix,
                (graph, node) -> node.attribute(attribute).isEmpty());
    }

    /** What every runtime wants of a Conv. */
    public static ImmutableList<OperatorCondition> convolution() {
        return ImmutableList.of(
                computed(0),
                constant(1, "weights"),
                constantIfPresent(2, "biases"),
                rank(0, 3, 4, "1-D or 2-D convolution"),
                atLeast("strides", 1, "strides count from 1"),
                atLeast("dilations", 1, "dilations count from 1"),
                atLeast("pads", 0, "crop with Slice instead"),
                oneOutput());
    }

    /** What every runtime wants of a Gemm. */
    public static ImmutableList<OperatorCondition> gemm() {
        return ImmutableList.of(
                computed(0),
                constant(1, "weights"),
                constantIfPresent(2, "biases"),
                rank(0, 2, 2, "rows of features; put Flatten in front"),
                that(
                        "there is one bias, or one for each output feature",
                        "add a matrix of biases with Add",
                        Conditions::biasIsRow),
                oneOutput());
    }

    private static boolean biasIsRow(Graph graph, Node node) {
        Tensor weights = tensor(graph, node, 1).orElseThrow();
        long columns = weights.size(node.intAttribute("transB", 0) == 0 ? 1 : 0);
        return tensor(graph, node, 2)
                .map(bias -> bias.elementCount() == 1 || (bias.elementCount() == columns && bias.size(-1) == columns))
                .orElse(true);
    }

    /** What every runtime wants of a BatchNormalization of inputs with at least so many dimensions. */
    public static ImmutableList<OperatorCondition> batchNormalization(int leastRank) {
        return ImmutableList.of(
                computed(0),
                constant(1, "scales"),
                constant(2, "offsets"),
                constant(3, "means"),
                constant(4, "variances"),
                rank(0, leastRank, 4, "channels are the second"),
                isZero("training_mode", "export the model for inference"),
                oneOutput());
    }

    /** What every runtime wants of a pool over windows. */
    public static ImmutableList<OperatorCondition> window() {
        return ImmutableList.of(
                computed(0),
                planes(),
                all("dilations", 1, "pool a Slice with steps, or retrain without dilation"),
                atLeast("strides", 1, "strides count from 1"),
                atLeast("pads", 0, "crop with Slice instead"),
                isZero("ceil_mode", "set ceil_mode to 0 and widen the pads at the end to the same output size"),
                isZero("storage_order", "set storage_order to 0"),
                oneOutput());
    }

    /** One or two axes behind batch and channels. */
    public static OperatorCondition planes() {
        return rank(0, 3, 4, "1-D or 2-D pool");
    }

    /** What every runtime wants of a Slice. */
    public static ImmutableList<OperatorCondition> slice() {
        return ImmutableList.of(
                constantIfPresent(1, "starts"),
                constantIfPresent(2, "ends"),
                constantIfPresent(3, "axes"),
                constantIfPresent(4, "steps"));
    }

    /** What every runtime wants of a Pad. */
    public static ImmutableList<OperatorCondition> pad() {
        return ImmutableList.of(
                constantIfPresent(1, "pads"),
                constantIfPresent(2, "fill values"),
                that(
                        "mode is constant, edge or reflect",
                        "choose another mode",
                        (graph, node) -> PAD_MODES.contains(node.textAttribute("mode", "constant"))));
    }

    /** The pads of a node, an input or an attribute. */
    public static long[] pads(Graph graph, Node node) {
        return tensor(graph, node, 1)
                .map(Tensor::toLongs)
                .or(() -> node.intsAttribute("pads"))
                .orElseThrow();
    }

    /** What every runtime wants of a Resize. */
    public static ImmutableList<OperatorCondition> resize() {
        return ImmutableList.of(
                constantIfPresent(1, "scales"),
                constantIfPresent(2, "scales"),
                constantIfPresent(3, "sizes"),
                absent("axes", "give scales or sizes of all axes"),
                isZero("antialias", "set antialias to 0"));
    }

    /** Whether an input is there and a value of the run. */
    public static boolean isComputed(Graph graph, Node node, int input) {
        return node.input(input)
                .filter(name -> !graph.initializers().containsKey(name))
                .isPresent();
    }

    /** The constant of an input. */
    public static Optional<Tensor> tensor(Graph graph, Node node, int input) {
        return node.input(input).flatMap(graph::initializer);
    }

    /** The rank of an input; -1 if it is not known. */
    public static int rank(Graph graph, Node node, int input) {
        return node.input(input).flatMap(graph::shape).map(s -> s.rank()).orElse(-1);
    }

    /** An axis counted from the front; -1 if the rank is not known or the axis lies outside. */
    public static long axis(long axis, int rank) {
        long result = axis < 0 ? axis + rank : axis;
        return result < rank ? result : -1;
    }

    /** A size of an input, as far as it is known. */
    public static Optional<Dimension> dimension(Graph graph, Node node, int input, int axis) {
        return node.input(input).flatMap(graph::shape).map(s -> s.dimension(axis));
    }

    private static LongStream ints(Node node, String attribute) {
        return Arrays.stream(node.intsAttribute(attribute).orElse(new long[0]));
    }
}
