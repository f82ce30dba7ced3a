package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopTransposeTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopTranspose());

    @Test
    void goesIfItMovesNoAxis() {
        assertThat(tester.given(transpose(0, 1, 2, 3)).fires(1)).hasOperators("Relu");
    }

    @Test
    void staysIfItMovesAxes() {
        tester.given(transpose(0, 2, 3, 1)).doesNotFire();
    }

    @Test
    void staysIfItReversesByDefault() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Transpose", "x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model transpose(long... perm) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 3, 4)
                .node("Transpose", "x", "t", "perm", perm)
                .node("Relu", "t", "y")
                .output("y")
                .build();
    }
}
