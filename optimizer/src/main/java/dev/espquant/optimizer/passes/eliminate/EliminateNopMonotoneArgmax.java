package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Removes what does not change the order of values before ArgMax or ArgMin.
 *
 * <pre>
 * x -> Softmax axis=1 -> ArgMax axis=1 -> y        becomes        x -> ArgMax axis=1 -> y
 * </pre>
 *
 * Softmax and LogSoftmax along the axis, Exp; Log and Sqrt of what cannot be negative. Where rounding makes two results of such an operator
 * equal, the index of the greater operand is found, which is the better answer.
 */
@AutoService(GraphPass.class)
public final class EliminateNopMonotoneArgmax extends PatternPass {
    /** Operators without negative results. */
    private static final ImmutableSet<String> NOT_NEGATIVE =
            ImmutableSet.of("Abs", "Exp", "Relu", "Sigmoid", "Softmax", "Softplus", "Sqrt");

    public EliminateNopMonotoneArgmax() {
        super(
                "eliminate_nop_monotone_argmax",
                "removes Softmax and the like before ArgMax",
                Phase.ELIMINATE,
                Pattern.op("ArgMax", "ArgMin")
                        .input(
                                0,
                                Pattern.op("Softmax", "LogSoftmax", "Exp", "Log", "Sqrt")
                                        .as("monotone")
                                        .readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node monotone = match.node("monotone");
        String source = monotone.inputs().get(0);
        boolean keepsOrder = switch (monotone.opType()) {
            case "Softmax", "LogSoftmax" -> isAlongAxis(match, monotone);
            case "Log", "Sqrt" ->
                match.producer(source)
                        .filter(p -> p.domain().isEmpty() && NOT_NEGATIVE.contains(p.opType()))
                        .isPresent();
            default -> true;
        };
        if (keepsOrder) {
            match.replace(match.root().withInputs(List.of(source)));
        }
    }

    /** Whether all values that are compared are divided by one sum: up to opset 12 the sum runs over the axis and all behind it. */
    private static boolean isAlongAxis(Match match, Node softmax) {
        Optional<Integer> rank = KnownShapes.rank(match, softmax.inputs().get(0));
        if (rank.isEmpty()) {
            return false;
        }
        boolean flattens = match.opset() < 13;
        long summed = fromFront(softmax.intAttribute("axis", flattens ? 1 : -1), rank.get());
        long compared = fromFront(match.root().intAttribute("axis", 0), rank.get());
        return flattens ? compared >= summed : compared == summed;
    }

    private static long fromFront(long axis, int rank) {
        return axis < 0 ? axis + rank : axis;
    }
}
