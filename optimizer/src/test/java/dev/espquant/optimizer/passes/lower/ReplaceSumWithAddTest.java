package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceSumWithAddTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceSumWithAdd());

    @Test
    void addsTwoAtATime() {
        assertThat(tester.given(model().node("Sum", "a b c", "y").output("y").build())
                        .fires(1))
                .hasOperators("Add", "Add");
    }

    @Test
    void scalesAMean() {
        assertThat(tester.given(model().node("Mean", "a b c b", "y").output("y").build())
                        .fires(1))
                .hasOperators("Add", "Add", "Add", "Mul");
    }

    @Test
    void leavesTheSumOfOne() {
        tester.given(model().node("Sum", "a", "y").output("y").build()).doesNotFire();
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, 3, 1)
                .input("b", DataType.FLOAT, 2, 3, 4)
                .input("c", DataType.FLOAT, 4);
    }
}
