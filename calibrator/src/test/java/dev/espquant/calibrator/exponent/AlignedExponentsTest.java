package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AlignedExponentsTest {

    private record Needs(Map<String, Integer> exponents) implements Demands {
        @Override
        public OptionalInt input(String value) {
            return measured(value);
        }

        @Override
        public OptionalInt measured(String value) {
            Integer exponent = exponents.get(value);
            return exponent == null ? OptionalInt.empty() : OptionalInt.of(exponent);
        }

        @Override
        public OptionalInt wholeRange(String value) {
            return measured(value);
        }

        @Override
        public OptionalInt constant(String value) {
            return measured(value);
        }
    }

    private static Map<String, Integer> solve(Graphs model, Compatibility compatibility, Map<String, Integer> needs) {
        Graph graph = model.build().graph();
        ImmutableMap<String, BitWidth> widths =
                ValueWidths.of(graph, EspDl3Operators.table(), BitWidth.INT8, ImmutableSet.of());
        Map<String, QuantizationParameters> weights =
                ImmutableMap.of("w", QuantizationParameters.perTensor(BitWidth.INT8, -3));
        return new AlignedExponents(graph, EspDl3Operators.table(), widths, weights, compatibility)
                .solve(new Needs(needs), ImmutableMap.of(BitWidth.INT8, -7));
    }

    /** Two functions of one value, added; the first is read elsewhere too. */
    private static Graphs sum() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Sigmoid", "x", "a")
                .node("Tanh", "x", "b")
                .node("Add", "a b", "y")
                .node("Exp", "a", "z")
                .output("y")
                .output("z");
    }

    @Test
    void aSumIsAsCoarseAsItsCoarsestInputAndAnInputOfItsOwnFollows() {
        assertThat(solve(sum(), Compatibility.NONE, Map.of("x", -4, "a", -3, "b", -7, "y", -5, "z", -4)))
                .containsEntry("y", -3)
                .containsEntry("a", -3)
                .containsEntry("b", -3);
    }

    @Test
    void aValueThatOthersReadKeepsItsExponent() {
        assertThat(solve(sum(), Compatibility.NONE, Map.of("x", -4, "a", -7, "b", -6, "y", -5, "z", -4)))
                .containsEntry("a", -7)
                .containsEntry("b", -5);
    }

    @Test
    void espPpqTakesTheResultsExponentWhateverInputsLose() {
        assertThat(solve(sum(), Compatibility.ESPRESSIF, Map.of("x", -4, "a", -3, "b", -3, "y", -5, "z", -4)))
                .containsEntry("y", -5)
                .containsEntry("a", -3)
                .containsEntry("b", -5);
    }

    @Test
    void aReluDecidesForTheLayerThatItAloneReads() {
        Graphs model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", Graphs.ramp(4, 2))
                .node("Gemm", "x w", "g")
                .node("Relu", "g", "y")
                .output("y");
        assertThat(solve(model, Compatibility.NONE, Map.of("x", -4, "g", 1, "y", -2)))
                .containsEntry("g", -2)
                .containsEntry("y", -2);
        // The sums have 2^-7; an output of 2^-9 would have to shift to the left.
        assertThat(solve(model, Compatibility.NONE, Map.of("x", -4, "g", 1, "y", -9)))
                .containsEntry("y", -7);
    }

    @Test
    void whatPassesIntegersOnSharesTheExponent() {
        Graphs model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Flatten", "x", "f")
                .node("Identity", "f", "y")
                .output("y");
        assertThat(solve(model, Compatibility.NONE, Map.of("x", -4)))
                .containsEntry("f", -4)
                .containsEntry("y", -4);
    }
}
