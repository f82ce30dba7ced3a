package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopCastTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopCast());

    @Test
    void goesIfTheTypeIsTheSame() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Cast", "x", "p", "to", 1)
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysIfTheTypeChanges() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Cast", "x", "p", "to", 11)
                        .node("Cast", "p", "y", "to", 1)
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
