package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Optional;

/** Norms of rows: float32 inside, integers outside. */
final class NormalizingOperators {
    private NormalizingOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(layer(), rootMeanSquare(), lp());
    }

    private static OperatorRule layer() {
        return OperatorRule.of(
                        "LayerNormalization",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "scales"),
                        constantIfPresent(2, "offsets"),
                        rank(0, 1, 4, "up to four axes"),
                        oneForEachElement(1, "scale"),
                        oneForEachElement(2, "offset"),
                        oneOutput())
                .withNote("floats inside; scales and offsets are integers");
    }

    private static OperatorRule rootMeanSquare() {
        return OperatorRule.of(
                        "RMSNormalization",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "scales"),
                        rank(0, 1, 4, "up to four axes"),
                        oneForEachElement(1, "scale"),
                        oneOutput())
                .withNote("floats inside; scales stay floats");
    }

    private static OperatorRule lp() {
        return OperatorRule.of(
                        "LpNormalization",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        rank(0, 1, 4, "up to four axes"),
                        that("p is 1 or 2", "use another norm", (graph, node) -> {
                            long p = node.intAttribute("p", 2);
                            return p == 1 || p == 2;
                        }),
                        oneOutput())
                .withNote("floats inside");
    }

    /** Kernels walk along a row and the constant side by side. */
    private static OperatorCondition oneForEachElement(int input, String what) {
        return that(
                "there is one " + what + " for each element of a row",
                "give the model a fixed length of rows; repeat the " + what + " to the length of a row",
                (graph, node) -> {
                    Optional<Tensor> constant = Conditions.tensor(graph, node, input);
                    return constant.isEmpty() || constant.get().elementCount() == rowLength(graph, node);
                });
    }

    /** The elements of a row; -1 if a run decides how many. */
    private static long rowLength(Graph graph, Node node) {
        Shape shape = graph.shape(node.inputs().get(0)).orElseThrow();
        int axis = (int) Conditions.axis(node.intAttribute("axis", -1), shape.rank());
        Shape row = Shape.of(shape.dimensions().subList(axis, shape.rank()));
        return row.isStatic() ? row.elementCount() : -1;
    }
}
