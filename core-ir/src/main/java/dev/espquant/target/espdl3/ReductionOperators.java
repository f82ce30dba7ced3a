package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.isZero;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** Pools over windows and planes, and reductions over axes. */
final class ReductionOperators {
    private static final ImmutableSet<String> CHOOSING = ImmutableSet.of("ReduceMax", "ReduceMin");

    private ReductionOperators() {}

    static ImmutableList<OperatorRule> rules() {
        Stream<OperatorRule> pools = Stream.of(
                window("MaxPool", ExponentRule.SAME_AS_INPUT),
                window("AveragePool", ExponentRule.OWN_RANGE, dividesByTheWindow()),
                plane("GlobalMaxPool", ExponentRule.SAME_AS_INPUT).withNote("runs as MaxPool over the plane"),
                plane("GlobalAveragePool", ExponentRule.OWN_RANGE));
        Stream<OperatorRule> reductions = Stream.of(
                        "ReduceMean",
                        "ReduceSum",
                        "ReduceMax",
                        "ReduceMin",
                        "ReduceProd",
                        "ReduceL1",
                        "ReduceL2",
                        "ReduceSumSquare",
                        "ReduceLogSum",
                        "ReduceLogSumExp")
                .map(ReductionOperators::reduction);
        return Stream.concat(pools, reductions).collect(ImmutableList.toImmutableList());
    }

    private static OperatorRule window(String opType, ExponentRule exponents, OperatorCondition... more) {
        return OperatorRule.of(opType, exponents).and(Conditions.window()).and(more);
    }

    /** ESP-DL 3.x: the average always divides by the area of the whole window. */
    private static OperatorCondition dividesByTheWindow() {
        return that(
                "it has no pads, or count_include_pad is 1: the runtime divides by the whole window everywhere",
                "pool without pads, or set count_include_pad to 1 and train with it",
                (graph, node) -> node.intAttribute("count_include_pad", 0) == 1
                        || (!node.textAttribute("auto_pad", "NOTSET").startsWith("SAME")
                                && Arrays.stream(node.intsAttribute("pads").orElse(new long[0]))
                                        .allMatch(p -> p == 0)));
    }

    private static OperatorRule plane(String opType, ExponentRule exponents) {
        return OperatorRule.of(opType, exponents, computed(0), Conditions.planes(), oneOutput());
    }

    private static OperatorRule reduction(String opType) {
        return OperatorRule.of(
                opType,
                CHOOSING.contains(opType) ? ExponentRule.SAME_AS_INPUT : ExponentRule.OWN_RANGE,
                computed(0),
                constantIfPresent(1, "axes"),
                rank(0, 1, 4, "up to four axes"),
                isZero("noop_with_empty_axes", "list the axes"),
                oneOutput());
    }
}
