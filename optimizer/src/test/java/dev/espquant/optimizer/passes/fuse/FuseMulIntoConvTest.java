package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseMulIntoConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseMulIntoConv());

    @Test
    void scalesWeights() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                                .initializer("b", Graphs.ramp(3))
                                .initializer("f", Graphs.ramp(1, 3, 1, 1))
                                .node("Conv", "x w", "c")
                                .node("Mul", "c f", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void scalesTheBias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                                .initializer("b", Graphs.ramp(3))
                                .initializer("f", Graphs.ramp(3, 1, 1))
                                .node("Conv", "x w b", "c")
                                .node("Mul", "f c", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void scalesTransposedConvolutionsAndGroups() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 4, 5, 5)
                                .initializer("w", Graphs.ramp(4, 3, 2, 2))
                                .initializer("b", Graphs.ramp(6))
                                .initializer("f", Graphs.ramp(6, 1, 1))
                                .node("ConvTranspose", "x w b", "c", "group", 2, "strides", new long[] {2, 2})
                                .node("Mul", "c f", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ConvTranspose");
    }

    @Test
    void staysForOtherBroadcastsAndReaders() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 5)
                        .initializer("w", Graphs.ramp(3, 2, 3, 3))
                        .initializer("b", Graphs.ramp(3))
                        .initializer("f", Graphs.ramp(3))
                        .node("Conv", "x w", "c")
                        .node("Mul", "c f", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 5)
                        .initializer("w", Graphs.ramp(3, 2, 3, 3))
                        .initializer("b", Graphs.ramp(3))
                        .initializer("f", Graphs.ramp(3, 1, 1))
                        .node("Conv", "x w", "c")
                        .node("Mul", "c f", "y")
                        .output("c")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
