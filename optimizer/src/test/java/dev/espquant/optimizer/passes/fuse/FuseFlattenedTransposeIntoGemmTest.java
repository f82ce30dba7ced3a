package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FuseFlattenedTransposeIntoGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseFlattenedTransposeIntoGemm());

    @Property(tries = 12, seed = "2026")
    void reordersWeights(
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 3) int width,
            @ForAll boolean transposed,
            @ForAll boolean reshapes) {
        int columns = channels * height * width;
        Graphs model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, channels, height, width)
                .initializer("shape", Tensor.vector(-1, columns))
                .initializer("w", transposed ? Graphs.ramp(5, columns) : Graphs.ramp(columns, 5))
                .initializer("b", Graphs.ramp(5))
                .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1});
        model = reshapes ? model.node("Reshape", "t shape", "f") : model.node("Flatten", "t", "f");
        assertThat(tester.given(model.node("Gemm", "f w b", "y", "transB", transposed ? 1 : 0)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators(reshapes ? "Reshape" : "Flatten", "Gemm");
    }

    @Test
    void reordersForMatMulOfAnyBatch() {
        assertThat(tester.given(Graphs.model("m")
                                .input(
                                        "x",
                                        DataType.FLOAT,
                                        Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4))))
                                .initializer("w", Graphs.ramp(12, 5))
                                .node("Transpose", "x", "t", "perm", new long[] {0, 2, 1})
                                .node("Flatten", "t", "f")
                                .node("MatMul", "f w", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Flatten", "MatMul");
    }

    @Test
    void staysForOtherShapesBatchesAndReaders() {
        tester.given(model().node("Transpose", "x", "t", "perm", new long[] {1, 0, 2})
                        .node("Flatten", "t", "f")
                        .node("MatMul", "f w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().initializer("shape", Tensor.vector(4, 3))
                        .initializer("v", Graphs.ramp(3, 5))
                        .node("Transpose", "x", "t", "perm", new long[] {0, 2, 1})
                        .node("Reshape", "t shape", "f")
                        .node("MatMul", "f v", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("Transpose", "x", "t", "perm", new long[] {0, 2, 1})
                        .node("Flatten", "t", "f")
                        .node("MatMul", "f w", "y")
                        .output("y")
                        .output("t")
                        .build())
                .doesNotFire();
    }

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 2, 2, 3).initializer("w", Graphs.ramp(6, 5));
    }
}
