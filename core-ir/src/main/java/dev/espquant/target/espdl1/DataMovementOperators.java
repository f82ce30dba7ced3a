package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.someInputComputed;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.SliceArguments;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Arrays;

/** Operators that copy integers and change none. */
final class DataMovementOperators {
    private static final ImmutableSet<String> COORDINATES =
            ImmutableSet.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners");

    private DataMovementOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                copy("Identity"),
                copy("Dropout").withNote("does nothing in inference"),
                copy("Flatten", flattenKeepsBatch()),
                copy("Reshape", constant(1, "target sizes")),
                copy("Squeeze", axesKeepBatch(true)),
                copy("Unsqueeze", axesKeepBatch(false)),
                copy("Transpose", transposeKeepsBatch()),
                copy("Expand", constant(1, "target sizes")),
                concat(),
                pad(),
                slice(),
                resize());
    }

    private static OperatorRule copy(String opType, OperatorCondition... conditions) {
        ImmutableList<OperatorCondition> all = ImmutableList.<OperatorCondition>builder()
                .add(computed(0))
                .add(conditions)
                .add(oneOutput())
                .build();
        return new OperatorRule(opType, ExponentRule.SAME_AS_INPUT, all, "");
    }

    private static OperatorRule concat() {
        return OperatorRule.of(
                "Concat",
                ExponentRule.ALL_EQUAL,
                someInputComputed(),
                that(
                        "it does not join along the batch",
                        "run the model once for each image",
                        (graph, node) -> Conditions.axis(node.intAttribute("axis", 1), knownRank(graph, node)) > 0),
                oneOutput());
    }

    private static OperatorRule pad() {
        return copy("Pad")
                .and(Conditions.pad())
                .and(that(
                        "it pads every axis explicitly, never the batch, and crops nothing",
                        "list the pads of all axes, with 0 for the batch; crop with Slice",
                        (graph, node) -> {
                            long[] pads = Conditions.pads(graph, node);
                            return node.input(3).isEmpty()
                                    && Arrays.stream(pads).allMatch(p -> p >= 0)
                                    && pads[0] == 0
                                    && pads[pads.length / 2] == 0;
                        }));
    }

    private static OperatorRule slice() {
        return copy("Slice")
                .and(Conditions.slice())
                .and(that(
                        "it takes the whole batch",
                        "run the model once for each image",
                        DataMovementOperators::takesWholeBatch));
    }

    private static boolean takesWholeBatch(Graph graph, Node node) {
        SliceArguments arguments = SliceArguments.of(graph, node);
        int rank = Conditions.rank(graph, node, 0);
        for (int i = 0; i < arguments.axes().length(); i++) {
            if (Conditions.axis(arguments.axes().get(i), rank) <= 0 && !arguments.takesAll(i)) {
                return false;
            }
        }
        return true;
    }

    private static OperatorRule resize() {
        return copy(
                        "Resize",
                        that(
                                "mode is nearest",
                                "export the model with nearest-neighbour upsampling",
                                (graph, node) ->
                                        node.textAttribute("mode", "nearest").equals("nearest")),
                        that(
                                "coordinate_transformation_mode is one of " + String.join(", ", COORDINATES),
                                "export the model with one of them",
                                (graph, node) -> COORDINATES.contains(
                                        node.textAttribute("coordinate_transformation_mode", "half_pixel"))))
                .and(Conditions.resize());
    }

    private static OperatorCondition flattenKeepsBatch() {
        return that(
                "axis is 1: everything behind the batch becomes one row",
                "use Reshape",
                (graph, node) -> Conditions.axis(node.intAttribute("axis", 1), knownRank(graph, node)) == 1
                        || Conditions.rank(graph, node, 0) == 1);
    }

    private static OperatorCondition transposeKeepsBatch() {
        return that(
                "the batch stays the first axis",
                "leave the first axis of perm at 0",
                (graph, node) -> node.intsAttribute("perm").orElseThrow()[0] == 0);
    }

    /** Axes are an attribute up to opset 12 and an input from then on. */
    private static OperatorCondition axesKeepBatch(boolean ofInput) {
        return that(
                "axes are given, constant, and leave the batch alone", "list the axes, without 0", (graph, node) -> {
                    long[] axes = Conditions.tensor(graph, node, 1)
                            .map(Tensor::toLongs)
                            .or(() -> node.intsAttribute("axes"))
                            .orElseThrow();
                    int rank = knownRank(graph, node) + (ofInput ? 0 : axes.length);
                    return Arrays.stream(axes).allMatch(a -> Conditions.axis(a, rank) > 0);
                });
    }

    private static int knownRank(Graph graph, Node node) {
        int rank = Conditions.rank(graph, node, 0);
        if (rank < 0) {
            throw new IllegalStateException("rank of " + node + " is not known");
        }
        return rank;
    }
}
