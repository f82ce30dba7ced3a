package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveReshapesTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveReshapes());

    @Test
    void readsWhatWasBefore() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("s", Tensor.vector(6))
                                .initializer("t", Tensor.vector(3, -1))
                                .node("Reshape", "x s", "a")
                                .node("Reshape", "a t", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape")
                .hasNoInitializer("s");
    }

    @Test
    void dropsFlattenToo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("t", Tensor.vector(6, -1))
                                .node("Flatten", "x", "a")
                                .node("Reshape", "a t", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape");
    }

    @Test
    void staysIfASizeIsCopiedOrReadElsewhere() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("s", Tensor.vector(6, 1))
                        .initializer("t", Tensor.vector(0))
                        .node("Reshape", "x s", "a")
                        .initializer("t", Tensor.vector(0, 1, 1))
                        .node("Reshape", "a t", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("s", Tensor.vector(6))
                        .initializer("t", Tensor.vector(3, 2))
                        .node("Reshape", "x s", "a")
                        .node("Reshape", "a t", "y")
                        .output("a")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
