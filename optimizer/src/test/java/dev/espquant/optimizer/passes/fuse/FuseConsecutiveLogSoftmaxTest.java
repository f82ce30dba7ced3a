package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveLogSoftmaxTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveLogSoftmax());

    @Test
    void makesOneOperator() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Softmax", "x", "a", "axis", 0)
                                .node("Log", "a", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("LogSoftmax");
    }

    @Test
    void staysIfTheSoftmaxIsRead() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Softmax", "x", "a")
                        .node("Log", "a", "y")
                        .output("a")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
