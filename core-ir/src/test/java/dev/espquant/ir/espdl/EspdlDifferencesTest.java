package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import org.junit.jupiter.api.Test;

class EspdlDifferencesTest {

    @Test
    void aModelDoesNotDifferFromItself() {
        assertThat(EspdlDifferences.between(EspdlModels.rich(), EspdlModels.rich()))
                .isEmpty();
    }

    @Test
    void nodesAreMatchedByName() {
        EspdlGraph a = EspdlModels.relu();
        Node other = a.nodes().get(0).withAttribute("quant_type", Attribute.of("S16"));
        EspdlGraph b = graph(
                a,
                ImmutableList.of(other, EspdlModels.node("n", "Neg", ImmutableList.of("y"), "z", ImmutableMap.of())));
        assertThat(EspdlDifferences.between(model(a), model(b)))
                .extracting(EspdlDifference::toString)
                .containsExactly("node 'r': attribute quant_type 'S8' / 'S16'", "node 'n': only in the second");
        assertThat(EspdlDifferences.between(model(b), model(a)))
                .contains(new EspdlDifference("node", "n", "only in the first"));
    }

    @Test
    void exponentsTypesAndMetadataCount() {
        EspdlGraph a = EspdlModels.relu();
        EspdlValue y = EspdlValue.of("y", DataType.INT16, Shape.of(1, 4), -2);
        EspdlGraph b = new EspdlGraph(
                a.name(),
                "",
                a.nodes(),
                a.initializers(),
                a.inputs(),
                a.outputs(),
                ImmutableList.of(a.inputs().get(0), y),
                a.testInputs(),
                a.testOutputs());
        assertThat(EspdlDifferences.between(
                        EspdlModel.of(a, ImmutableMap.of("k", "1")), EspdlModel.of(b, ImmutableMap.of())))
                .extracting(EspdlDifference::toString)
                .containsExactly(
                        "model 'metadata k': 1 / absent",
                        "value 'y': int8[1,4] / int16[1,4]",
                        "value 'y': exponents [-3] / [-2]");
    }

    @Test
    void elementsOfConstantsAreCounted() {
        EspdlGraph a = EspdlModels.relu()
                .withTests(ImmutableList.of(EspdlTensor.of("x", EspdlModels.int8(1, 4), -3)), ImmutableList.of());
        EspdlGraph b = EspdlModels.relu()
                .withTests(
                        ImmutableList.of(
                                EspdlTensor.of("x", EspdlModels.int8(4, 1).reshaped(1, 4), -3)),
                        ImmutableList.of());
        assertThat(EspdlDifferences.between(model(a), model(b))).isEmpty();
        EspdlGraph longer = EspdlModels.relu()
                .withTests(ImmutableList.of(EspdlTensor.of("x", EspdlModels.int8(1, 5), -3)), ImmutableList.of());
        assertThat(EspdlDifferences.between(model(a), model(longer)))
                .containsExactly(new EspdlDifference("test", "x", "int8[1, 4] / int8[1, 5]"));
    }

    private static EspdlModel model(EspdlGraph graph) {
        return EspdlModel.of(graph, ImmutableMap.of());
    }

    private static EspdlGraph graph(EspdlGraph of, ImmutableList<Node> nodes) {
        return new EspdlGraph(
                of.name(),
                "",
                nodes,
                of.initializers(),
                of.inputs(),
                of.outputs(),
                of.values(),
                of.testInputs(),
                of.testOutputs());
    }
}
