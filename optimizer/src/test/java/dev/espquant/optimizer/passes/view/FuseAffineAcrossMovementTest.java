package dev.espquant.optimizer.passes.view;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseAffineAcrossMovementTest {
    private static final long[] LAST = {0, 2, 3, 1};

    private final PassTester.Given tester = PassTester.of(new FuseAffineAcrossMovement());

    @Test
    void foldsANormalizationOfRowsOfChannels() {
        Graph graph = tester.given(conv("x w b")
                        .node("Transpose", "c", "t", "perm", LAST)
                        .node("Reshape", "t rows", "r")
                        .node("BatchNormalization", "r scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Conv", "Transpose", "Reshape").hasNoInitializer("scale");
    }

    @Test
    void foldsANormalizationBehindATransposeOfSpace() {
        Graph graph = tester.given(conv("x w")
                        .node("Transpose", "c", "t", "perm", new long[] {0, 1, 3, 2})
                        .node("BatchNormalization", "t scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Conv", "Transpose").hasOutputs("y");
    }

    @ParameterizedTest
    @CsvSource({"Mul,t vector", "Mul,vector t", "Add,t vector", "Add,t one", "Mul,t one"})
    void foldsConstantsPerChannel(String opType, String inputs) {
        Graph graph = tester.given(conv("x w b")
                        .node("Transpose", "c", "t", "perm", LAST)
                        .node(opType, inputs, "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Conv", "Transpose");
    }

    @Test
    void foldsIntoConvTransposeBehindASqueeze() {
        Graph graph = tester.given(model().initializer("wt", Graphs.ramp(4, 2, 2, 6))
                        .initializer("axis", Tensor.vector(3))
                        .node("ConvTranspose", "x wt", "c", "group", 2, "pads", new long[] {0, 0, 0, 8})
                        .node("Squeeze", "c axis", "s")
                        .node("BatchNormalization", "s scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("ConvTranspose", "Squeeze");
    }

    @Test
    void leavesWhatIsNotPerChannel() {
        // Behind the transposition the second axis is the height.
        tester.given(conv("x w b")
                        .node("Transpose", "c", "t", "perm", LAST)
                        .node("BatchNormalization", "t scale shift mean var", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(conv("x w b")
                        .node("Transpose", "c", "t", "perm", LAST)
                        .node("Mul", "t column", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        // Two readers.
        tester.given(conv("x w b")
                        .node("Transpose", "c", "t", "perm", LAST)
                        .node("Mul", "t vector", "y")
                        .output("y")
                        .output("t")
                        .build())
                .doesNotFire();
        tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                        .node("Mul", "t two", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs conv(String inputs) {
        return model().node("Conv", inputs, "c");
    }

    private static Graphs model() {
        Shape shape = Shape.of(List.of(Dimension.named("N"), Dimension.of(4), Dimension.of(4), Dimension.of(4)));
        return Graphs.model("m")
                .input("x", DataType.FLOAT, shape)
                .initializer("w", Graphs.ramp(4, 4, 1, 1))
                .initializer("b", Graphs.ramp(4))
                .initializer("one", Tensor.ofFloats(new long[0], 0.5f))
                .initializer("two", Graphs.ramp(4))
                .initializer("vector", Graphs.ramp(4))
                .initializer("column", Graphs.ramp(4, 1))
                .initializer("rows", Tensor.vector(-1, 4))
                .initializer("scale", Tensor.ofFloats(new long[] {4}, 1, 2, 3, 4))
                .initializer("shift", Tensor.ofFloats(new long[] {4}, -1, 0, 1, 2))
                .initializer("mean", Tensor.ofFloats(new long[] {4}, 0.5f, 0, 0.25f, -1))
                .initializer("var", Tensor.ofFloats(new long[] {4}, 1, 0.5f, 2, 3));
    }
}
