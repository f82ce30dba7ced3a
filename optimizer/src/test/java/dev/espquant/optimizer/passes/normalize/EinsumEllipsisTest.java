package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through the pass, for which the dots are written out. */
class EinsumEllipsisTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceEinsumWithMatmul());

    @Test
    void dotsAreTheAxesThatNoLetterNames() {
        Graph graph = tester.given(product("...ij,...jk->...ik", 5)).fires(1);
        assertThat(graph).hasOperators("MatMul");
        assertThat(tester.given(product("...AB, ...BC -> ...AC", 5)).fires(1)).hasOperators("MatMul");
    }

    @Test
    void dotsOfOneOperandAreRows() {
        Model model = Graphs.model("m")
                .input("a", DataType.FLOAT, 2, 6, 3, 4)
                .input("b", DataType.FLOAT, 4, 5)
                .node("Einsum", "a b", "y", "equation", "...j,jk->...k")
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1)).hasOperators("MatMul");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...ij->...ji", "abij->ijab"})
    void oneOperandIsTransposed(String equation) {
        assertThat(tester.given(single(equation)).fires(1)).hasOperators("Transpose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...ij->...i", "abii->abi", "abij"})
    void leavesSumsDiagonalsAndWhatIsGuessed(String equation) {
        tester.given(single(equation)).doesNotFire();
    }

    private static Model single(String equation) {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, 2, 3, 4, 4)
                .node("Einsum", "a", "y", "equation", equation)
                .output("y")
                .build();
    }

    private static Model product(String equation, long columns) {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, 2, 6, 3, 4)
                .input("b", DataType.FLOAT, 2, 6, 4, columns)
                .node("Einsum", "a b", "y", "equation", equation)
                .output("y")
                .build();
    }
}
