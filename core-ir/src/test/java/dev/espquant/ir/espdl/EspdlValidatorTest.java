package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class EspdlValidatorTest {
    private static final EspdlValue X = EspdlValue.of("x", DataType.INT8, Shape.of(1), 0);
    private static final EspdlValue Y = EspdlValue.of("y", DataType.INT8, Shape.of(1), 0);
    private static final EspdlTensor TEST_X = EspdlTensor.of("x", EspdlModels.int8(1), 0);
    private static final EspdlTensor TEST_Y = EspdlTensor.of("y", EspdlModels.int8(1), 0);

    @Test
    void soundGraphsPass() {
        assertThatCode(() -> EspdlValidator.validate(EspdlModels.rich().graph()))
                .doesNotThrowAnyException();
        assertThatCode(() -> EspdlValidator.validate(EspdlModels.relu())).doesNotThrowAnyException();
    }

    @Test
    void aNodeUsesWhatIsThereBeforeIt() {
        Node first = node("first", "middle", "y");
        Node second = node("second", "x", "middle");
        thrownBy(List.of(first, second)).hasMessageContaining("node 'first' (Relu): value 'middle': a node's input");
        thrownBy(List.of())
                .hasMessageContaining("value 'y': a graph output names a value that nothing before it makes");
    }

    @Test
    void aValueHasOneOrigin() {
        thrownBy(List.of(node("a", "x", "y"), node("b", "x", "y")))
                .hasMessageContaining("node 'b' (Relu): value 'y': a node's output has the name of another value");
        thrownBy(List.of(node("a", "x", "x"))).hasMessageContaining("name of another value");
    }

    @Test
    void aNodeHasANameOfItsOwn() {
        thrownBy(List.of(node("", "x", "y"))).hasMessageContaining("a node has no name");
        thrownBy(List.of(node("n", "x", "m"), node("n", "m", "y")))
                .hasMessageContaining("value 'n': it is in the names of nodes twice");
    }

    @Test
    void listedValuesHaveFixedShapes() {
        EspdlValue dynamic = EspdlValue.of("x", DataType.INT8, Shape.of(List.of(Dimension.named("N"))), 0);
        thrownBy(graph(List.of(node("r", "x", "y")), List.of(dynamic)))
                .hasMessageContaining(
                        "value 'x': the list of values gives it no element type or not every size: int8[N]");
    }

    @Test
    void aNodeHasAnOperatorAndAnOutput() {
        thrownBy(List.of(Node.of("n", "", List.of("x"), List.of("y")))).hasMessageContaining("has no operator");
        thrownBy(List.of(Node.of("n", "Relu", List.of("x"), List.of()))).hasMessageContaining("has no output");
        thrownBy(List.of(Node.of("n", "Relu", List.of("x"), List.of("")))).hasMessageContaining("has no output");
    }

    @Test
    void testsAreForInputsAndValuesOfTheGraph() {
        EspdlGraph graph = graph(List.of(node("r", "x", "y")), List.of(X, Y));
        thrownBy(graph.withTests(ImmutableList.of(TEST_Y), ImmutableList.of()))
                .hasMessageContaining("value 'y': a test input is for no input of the graph");
        EspdlGraph twoTests = graph.withTests(ImmutableList.of(TEST_X, TEST_X), ImmutableList.of(TEST_Y, TEST_Y));
        assertThatCode(() -> EspdlValidator.validate(twoTests)).doesNotThrowAnyException();
        EspdlTensor other = EspdlTensor.of("other", EspdlModels.int8(1), 0);
        thrownBy(graph.withTests(ImmutableList.of(), ImmutableList.of(other)))
                .hasMessageContaining("value 'other': a test output names a value");
    }

    @Test
    void valuesAreListedOnce() {
        thrownBy(graph(List.of(node("r", "x", "y")), List.of(X, X)))
                .hasMessageContaining("value 'x': it is in the list of values twice");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(List<Node> nodes) {
        return thrownBy(graph(nodes, List.of()));
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(EspdlGraph graph) {
        return assertThatThrownBy(() -> EspdlValidator.validate(graph)).isInstanceOf(GraphException.class);
    }

    private static Node node(String name, String input, String output) {
        return EspdlModels.node(name, "Relu", List.of(input), output, Map.of());
    }

    private static EspdlGraph graph(List<Node> nodes, List<EspdlValue> values) {
        return new EspdlGraph(
                "g",
                "",
                ImmutableList.copyOf(nodes),
                ImmutableList.of(),
                ImmutableList.of(X),
                ImmutableList.of(Y),
                ImmutableList.copyOf(values),
                ImmutableList.of(),
                ImmutableList.of());
    }
}
