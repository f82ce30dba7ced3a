package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.isZero;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Arrays;
import java.util.stream.IntStream;

/** GRU and LSTM as PyTorch exports them: one sequence at a time, plain gates, starting from zeros. */
final class RecurrentOperators {
    private static final int LENGTHS = 4;
    private static final int FIRST_STATE = 5;
    private static final int PEEPHOLES = 7;

    private RecurrentOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                recurrent(
                        "GRU",
                        direction(ImmutableSet.of("forward")),
                        that(
                                "linear_before_reset is 1, as in PyTorch",
                                "train a GRU that resets behind its linear layer",
                                (graph, node) -> node.intAttribute("linear_before_reset", 0) == 1)),
                recurrent(
                        "LSTM",
                        direction(ImmutableSet.of("forward", "bidirectional")),
                        isZero("input_forget", "train with separate input and forget gates")));
    }

    private static OperatorRule recurrent(String opType, OperatorCondition... own) {
        return OperatorRule.of(
                        opType,
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "weights"),
                        constant(2, "recurrent weights"),
                        constantIfPresent(3, "biases"),
                        rank(0, 3, 3, "steps of features"),
                        oneSequence(),
                        startsFromZeros(),
                        plainGates(),
                        isZero("layout", "put a Transpose in front of it: steps first"),
                        that(
                                "output Y has a name",
                                "name it, even if nothing reads it",
                                (graph, node) -> !node.output().isEmpty()))
                .and(own)
                .withNote("gates of 16 bits at exponent " + EspDl3.GATE_EXPONENT);
    }

    private static OperatorCondition direction(ImmutableSet<String> known) {
        return that(
                "direction is " + String.join(" or ", known),
                "export another direction, or reverse the sequence outside the model",
                (graph, node) -> known.contains(node.textAttribute("direction", "forward")));
    }

    private static OperatorCondition oneSequence() {
        return that(
                "it reads one whole sequence: its batch is 1 or open, and no lengths are given",
                "export the model for one sequence at a time",
                (graph, node) -> {
                    Dimension batch =
                            graph.shape(node.inputs().get(0)).orElseThrow().dimension(1);
                    boolean one = !(batch instanceof Dimension.Fixed fixed) || fixed.size() == 1;
                    return one && node.input(LENGTHS).isEmpty();
                });
    }

    private static OperatorCondition startsFromZeros() {
        return that(
                "it starts from zeros",
                "leave initial states out, and run 'espquant optimize' if the model computes them",
                (graph, node) -> isZeroOrAbsent(graph, node, FIRST_STATE)
                        && isZeroOrAbsent(graph, node, FIRST_STATE + 1)
                        && node.input(PEEPHOLES).isEmpty());
    }

    private static boolean isZeroOrAbsent(Graph graph, Node node, int input) {
        return node.input(input).isEmpty()
                || Conditions.tensor(graph, node, input)
                        .map(t -> Arrays.stream(t.toDoubles()).allMatch(v -> v == 0))
                        .orElse(false);
    }

    /** Defaults may be written out: Sigmoid and Tanh for a GRU; Sigmoid, Tanh and Tanh for an LSTM; twice for two directions. */
    private static OperatorCondition plainGates() {
        return that(
                "gates are Sigmoid and Tanh, without clip",
                "train with the usual activations",
                (graph, node) -> node.attribute("clip").isEmpty() && hasUsualActivations(node));
    }

    private static boolean hasUsualActivations(Node node) {
        Attribute given = node.attribute("activations").orElse(null);
        if (!(given instanceof Attribute.OfStrings names)) {
            return given == null;
        }
        ImmutableList<String> usual =
                node.is("GRU") ? ImmutableList.of("Sigmoid", "Tanh") : ImmutableList.of("Sigmoid", "Tanh", "Tanh");
        return IntStream.range(0, names.values().size())
                .allMatch(i -> names.values().get(i).text().equalsIgnoreCase(usual.get(i % usual.size())));
    }
}
