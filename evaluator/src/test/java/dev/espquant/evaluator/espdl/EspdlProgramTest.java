package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class EspdlProgramTest {

    private static EspdlProgram program(EspdlNodeTester tester) {
        return EspdlProgram.of(tester.graph(), tester.facts(), EspdlKernels.load());
    }

    private static EspdlNodeTester transpose(int... statedSizes) {
        return EspdlNodeTester.of("Transpose")
                .attribute("perm", Attribute.ofInts(1, 0))
                .input(DataType.INT8, -3, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .output(DataType.INT8, -3, statedSizes);
    }

    /** Some of the vendor's own files have sizes behind a Transpose wrong. */
    @Test
    void sizesComeFromTheNodesNotFromTheFile() {
        EspdlProgram program = program(transpose(2, 3));
        assertThat(program.type("y0").toSizes()).containsExactly(3, 2);
        assertThat(program.type("y0").exponent()).isEqualTo(-3);
        assertThat(program.type("x0").toSizes()).containsExactly(2, 3);
    }

    @Test
    void stepsFollowTheGraphAndGiveArraysForTheirOutputs() {
        EspdlProgram program = program(transpose(3, 2));
        assertThat(program.steps()).singleElement().satisfies(step -> {
            assertThat(step.node()).isEqualTo(program.graph().nodes().get(0));
            assertThat(step.allocate())
                    .singleElement()
                    .satisfies(array -> assertThat(array.sizes()).containsExactly(3, 2));
        });
    }

    @Test
    void constantsAreThereByName() {
        EspdlProgram program = program(EspdlNodeTester.of("Add")
                .input(DataType.INT8, -3, new int[] {2}, 1, 2)
                .constant(DataType.INT8, -3, new int[] {2}, 5, 6)
                .output(DataType.INT8, -3, 2));
        assertThat(program.constants()).containsOnlyKeys("c1");
        assertThat(program.constants().get("c1").toInts()).containsExactly(5, 6);
        assertThatThrownBy(() -> program.type("nothing"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'nothing'");
    }

    @Test
    void argumentsThatDoNotFitTogetherNameTheirNode() {
        EspdlNodeTester wrong = EspdlNodeTester.of("Gather")
                .input(DataType.INT8, -3, new int[] {2}, 1, 2)
                .constant(DataType.INT64, 0, new int[] {1}, 7)
                .output(DataType.INT8, -3, 1);
        assertThatThrownBy(() -> program(wrong))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'n' (Gather)")
                .hasMessageContaining("outside of its axis");
    }

    @Test
    void anOperatorWithoutAKernelIsRefused() {
        EspdlNodeTester unknown = EspdlNodeTester.of("Where")
                .input(DataType.INT8, -3, new int[] {2}, 1, 2)
                .output(DataType.INT8, -3, 2);
        assertThatThrownBy(() -> program(unknown))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("Where");
    }
}
