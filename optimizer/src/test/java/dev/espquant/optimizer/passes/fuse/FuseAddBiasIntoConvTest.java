package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseAddBiasIntoConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseAddBiasIntoConv());

    @Test
    void makesTheConstantTheBias() {
        Graph result = tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(1, 3, 1, 1))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv").hasInitializer("a", Graphs.ramp(3));
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "a");
    }

    @Test
    void takesEitherOrderOfOperands() {
        assertThat(tester.given(conv("x w")
                                .initializer("a", Graphs.ramp(3, 1, 1))
                                .node("Add", "a c", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void spreadsAScalar() {
        Graph result = tester.given(conv("x w")
                        .initializer("a", Tensor.ofFloats(new long[0], 0.5f))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasInitializer("a", Tensor.ofFloats(new long[] {3}, 0.5f, 0.5f, 0.5f));
    }

    @Test
    void addsToABiasThatIsThere() {
        Graph result = tester.given(conv("x w b")
                        .initializer("a", Graphs.ramp(3, 1, 1))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "b");
        assertThat(result).hasNoInitializer("a");
    }

    @Test
    void leavesASharedConstantToTheOthers() {
        Graph result = tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(1, 3, 1, 1))
                        .node("Add", "c a", "s")
                        .node("Mul", "s a", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv", "Mul").hasInitializer("a", Graphs.ramp(1, 3, 1, 1));
    }

    @Test
    void staysForOtherBroadcasts() {
        tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(3))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(2, 3, 1, 1))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(1, 1, 3, 1, 1))
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysForComputedOperandsAndOtherReaders() {
        tester.given(conv("x w").node("Add", "c c", "y").output("y").build()).doesNotFire();
        tester.given(conv("x w")
                        .initializer("a", Graphs.ramp(3, 1, 1))
                        .node("Add", "c a", "y")
                        .output("c")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    /** A convolution to [1,3,3,3]. */
    private static Graphs conv(String inputs) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("b", Graphs.ramp(3))
                .node("Conv", inputs, "c");
    }
}
