package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.someInputComputed;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.SliceArguments;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Arrays;

/** Operators that move data and compute nothing: integers and exponents stay. */
final class MovingOperators {
    private MovingOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                copy("Identity"),
                copy("Dropout").withNote("does nothing in inference"),
                copy("Flatten"),
                copy("Reshape", constant(1, "target sizes")),
                copy("Squeeze", constantIfPresent(1, "axes")),
                copy("Unsqueeze", constantIfPresent(1, "axes")),
                copy("Transpose").withNote("costs nothing where the layout of the runtime makes it unnecessary"),
                copy("Gather", constant(1, "indices")),
                copy("DepthToSpace", rank(0, 4, 4, "planes")),
                copy("SpaceToDepth", rank(0, 4, 4, "planes")),
                copy("ReverseSequence", constant(1, "lengths")),
                scatter(),
                OperatorRule.of("Concat", ExponentRule.ALL_EQUAL, someInputComputed(), oneOutput()),
                new OperatorRule(
                        "Split",
                        ExponentRule.SAME_AS_INPUT,
                        ImmutableList.of(computed(0), constantIfPresent(1, "sizes of the parts")),
                        ""),
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

    private static OperatorRule scatter() {
        return OperatorRule.of(
                "ScatterND",
                ExponentRule.ALL_EQUAL,
                computed(0),
                constant(1, "indices"),
                that(
                        "reduction is none, add, max or min",
                        "multiply with Mul before or behind it",
                        (graph, node) -> ImmutableSet.of("none", "add", "max", "min")
                                .contains(node.textAttribute("reduction", "none"))),
                oneOutput());
    }

    private static OperatorRule pad() {
        return copy("Pad")
                .and(Conditions.pad())
                .and(
                        constantIfPresent(3, "axes"),
                        that(
                                "it crops nothing",
                                "crop with Slice",
                                (graph, node) -> Arrays.stream(Conditions.pads(graph, node))
                                        .allMatch(p -> p >= 0)));
    }

    private static OperatorRule slice() {
        return copy("Slice")
                .and(Conditions.slice())
                .and(that(
                        "steps are at least 1",
                        "a reversed Slice does not exist: reorder the weights of the layer behind it",
                        (graph, node) ->
                                SliceArguments.of(graph, node).steps().stream().allMatch(s -> s >= 1)));
    }

    private static OperatorRule resize() {
        return copy(
                        "Resize",
                        rank(0, 3, 4, "1-D or 2-D"),
                        that(
                                "mode is nearest or linear",
                                "export the model with one of them",
                                (graph, node) -> ImmutableSet.of("nearest", "linear")
                                        .contains(node.textAttribute("mode", "nearest"))),
                        that(
                                "nearest takes the element at floor(index / scale): whole scales, or asymmetric with floor",
                                "export the model with coordinate_transformation_mode asymmetric and nearest_mode floor",
                                MovingOperators::takesTheFloor),
                        that(
                                "linear is half_pixel or align_corners",
                                "export the model with one of them",
                                (graph, node) ->
                                        node.textAttribute("mode", "nearest").equals("nearest")
                                                || ImmutableSet.of("half_pixel", "pytorch_half_pixel", "align_corners")
                                                        .contains(node.textAttribute(
                                                                "coordinate_transformation_mode", "half_pixel"))))
                .and(Conditions.resize())
                .withNote("int8 only; in models of 16 bits it runs between conversions");
    }

    private static boolean takesTheFloor(Graph graph, Node node) {
        if (!node.textAttribute("mode", "nearest").equals("nearest")) {
            return true;
        }
        String position = node.textAttribute("coordinate_transformation_mode", "half_pixel");
        String nearest = node.textAttribute("nearest_mode", "round_prefer_floor");
        if (position.equals("asymmetric") && nearest.equals("floor")) {
            return true;
        }
        boolean centred = position.contains("half_pixel") && nearest.startsWith("round");
        long[] in = graph.shape(node.inputs().get(0)).orElseThrow().sizes();
        long[] out = graph.shape(node.output()).orElseThrow().sizes();
        for (int i = 1; i < in.length; i++) {
            if (out[i] % in[i] != 0 || !(centred || out[i] == in[i])) {
                return false;
            }
        }
        return true;
    }
}
