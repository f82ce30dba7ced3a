package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceReduceMaxWithGlobalMaxPoolTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceReduceMaxWithGlobalMaxPool());

    @Test
    void poolsOverSpace() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .node("ReduceMax", "x", "y", "axes", new long[] {-1, 2})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("GlobalMaxPool");
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .node("ReduceMax", "x", "y", "axes", new long[] {2, 3}, "keepdims", 0)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("GlobalMaxPool", "Flatten");
    }

    @Test
    void staysForOtherAxes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .node("ReduceMax", "x", "y", "axes", new long[] {1})
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
