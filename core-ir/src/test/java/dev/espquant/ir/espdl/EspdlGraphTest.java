package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

class EspdlGraphTest {
    private final EspdlGraph graph = EspdlModels.rich().graph();

    @Test
    void constantsAndValuesAreFoundByName() {
        assertThat(graph.initializer("bias").orElseThrow().exponent()).isEqualTo(-12);
        assertThat(graph.initializer("x")).isEmpty();
        assertThat(graph.value("x").orElseThrow().exponent()).isEqualTo(-5);
        assertThat(graph.value("bias")).isEmpty();
    }

    @Test
    void inputsAndOutputsThatTheListLacksAreFoundToo() {
        EspdlGraph unlisted = new EspdlGraph(
                "g",
                "",
                graph.nodes(),
                graph.initializers(),
                graph.inputs(),
                graph.outputs(),
                ImmutableList.of(),
                graph.testInputs(),
                graph.testOutputs());
        assertThat(unlisted.value("x")).isEqualTo(graph.value("x"));
        assertThat(unlisted.value("z")).contains(graph.outputs().get(0));
        assertThat(unlisted.value("y")).isEmpty();
    }

    @Test
    void testsAreReplaced() {
        EspdlGraph untested = graph.withTests(ImmutableList.of(), ImmutableList.of());
        assertThat(untested.testInputs()).isEmpty();
        assertThat(untested.withTests(graph.testInputs(), graph.testOutputs())).isEqualTo(graph);
    }
}
