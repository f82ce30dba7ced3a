package dev.espquant.optimizer.passes.lower;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitRecurrentDirectionsTest {
    private final PassTester.Given tester = PassTester.of(new SplitRecurrentDirections());

    /** Twice the batch, so that the lengths of all sequences are reversed. */
    @ParameterizedTest
    @CsvSource({"GRU,reverse,2", "GRU,bidirectional,2", "LSTM,reverse,1", "LSTM,bidirectional,2"})
    void everyDirectionReadsForward(String opType, String direction, long batch) {
        String outputs = opType.equals("GRU") ? "y h" : "y h c";
        assertThat(tester.given(model(opType, direction, batch, "x w r b", outputs))
                        .fires(1)
                        .nodes())
                .filteredOn(node -> node.is(opType))
                .hasSize(direction.equals("reverse") ? 1 : 2)
                .allSatisfy(
                        node -> assertThat(node.textAttribute("direction", "")).isEqualTo("forward"));
    }

    @Test
    void initialStatesArePartedToo() {
        tester.given(model("LSTM", "bidirectional", 1, "x w r b - s s", "y h c"))
                .fires(1);
    }

    @Test
    void aLastStateAloneIsEnough() {
        tester.given(model("GRU", "bidirectional", 1, "x w r", "- h")).fires(1);
        tester.given(model("GRU", "reverse", 1, "x w r", "- h")).fires(1);
    }

    @Test
    void namesOfActivationsGoToTheirDirection() {
        Attribute activations = new Attribute.OfStrings(ImmutableList.of(
                ByteText.of("Sigmoid"), ByteText.of("Tanh"), ByteText.of("Sigmoid"), ByteText.of("Relu")));
        assertThat(tester.given(model("GRU", "bidirectional", 1, "x w r", "y", "activations", activations))
                        .fires(1)
                        .nodes())
                .filteredOn(node -> node.is("GRU"))
                .extracting(node -> node.attribute("activations"))
                .containsExactly(names("Sigmoid", "Tanh"), names("Sigmoid", "Relu"));
    }

    @Test
    void staysForLayersThatReadForwardAndForSequencesOfOpenLength() {
        tester.given(model("GRU", "forward", 1, "x w r b", "y h")).doesNotFire();
        Model open = Graphs.model("m")
                .opset(14)
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("T"), Dimension.of(1), Dimension.of(3))))
                .initializer("w", Graphs.ramp(1, 12, 3))
                .initializer("r", Graphs.ramp(1, 12, 4))
                .node("GRU", "x w r", "y", "hidden_size", 4L, "direction", "reverse")
                .output("y")
                .build();
        tester.given(open).doesNotFire();
    }

    @Test
    void actsForTheRuntimeWhoseGruKnowsOneDirection() {
        assertThat(forRuntime(model("GRU", "bidirectional", 1, "x w r b", "y h"))
                        .graph()
                        .nodes())
                .extracting(Node::opType)
                .containsExactly("GRU", "ReverseSequence", "GRU", "ReverseSequence", "Concat", "Concat");
        assertThat(forRuntime(model("LSTM", "bidirectional", 1, "x w r b", "y h c"))
                        .graph()
                        .nodes())
                .extracting(Node::opType)
                .containsExactly("LSTM");
    }

    private static Optional<Attribute> names(String first, String second) {
        return Optional.of(new Attribute.OfStrings(ImmutableList.of(ByteText.of(first), ByteText.of(second))));
    }

    private static Model forRuntime(Model model) {
        Model result = Optimizer.optimize(model, OptimizerOptions.full().withTarget(EspDl3Operators.table()))
                .model();
        assertThat(EspDl3Operators.table().check(result.graph())).isEmpty();
        return result;
    }

    private static Model model(
            String opType, String direction, long batch, String inputs, String outputs, Object... more) {
        long directions = direction.equals("bidirectional") ? 2 : 1;
        long gates = opType.equals("GRU") ? 12 : 16;
        Object[] attributes = Stream.concat(
                        Stream.of("hidden_size", 4L, "direction", direction),
                        Stream.concat(
                                opType.equals("GRU") ? Stream.of("linear_before_reset", 1L) : Stream.of(),
                                Stream.of(more)))
                .toArray();
        Graphs model = Graphs.model("m")
                .opset(14)
                .input("x", DataType.FLOAT, 5, batch, 3)
                .initializer("w", Graphs.ramp(directions, gates, 3))
                .initializer("r", Graphs.ramp(directions, gates, 4))
                .initializer("b", Graphs.ramp(directions, 2 * gates))
                .initializer("s", Graphs.ramp(directions, batch, 4))
                .node(opType, inputs, outputs, attributes);
        Stream.of(outputs.split(" ")).filter(name -> !name.equals("-")).forEach(model::output);
        return model.build();
    }
}
