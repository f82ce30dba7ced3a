package com.example.pass;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateRepeatedReluTest {
    private final PassTester.Given tester = PassTester.of(new EliminateRepeatedRelu());

    @Test
    void removesTheSecondRelu() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Relu", "x", "a")
                        .node("Relu", "a", "b")
                        .node("Neg", "b", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Relu", "Neg");
    }

    @Test
    void leavesASingleReluAlone() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Relu", "x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
