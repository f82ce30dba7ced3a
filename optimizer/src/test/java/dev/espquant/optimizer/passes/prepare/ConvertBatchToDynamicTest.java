package dev.espquant.optimizer.passes.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvertBatchToDynamicTest {
    private final PassTester.Given tester = PassTester.of(new ConvertBatchToDynamic());

    @Test
    void freesInputsOutputsAndReshapes() {
        Graph result = free(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("target", Tensor.vector(1, 12))
                .initializer("dense", Graphs.ramp(12, 5))
                .node("Conv", "x w", "c")
                .node("Reshape", "c target", "r")
                .node("MatMul", "r dense", "y")
                .output("y", DataType.FLOAT, 1, 5)
                .build());
        assertThat(result.shape("x")).contains(batchAnd(2, 4, 4));
        assertThat(result.shape("y")).contains(batchAnd(5));
        assertThat(result.initializers().get("target")).isEqualTo(Tensor.vector(-1, 12));
    }

    @Test
    void resolvesAnInferredSizeBehindTheBatch() {
        Graph result = free(reshape(new long[] {1, 2, 3, 4}, 1, -1, 4));
        assertThat(result.initializers().get("target")).isEqualTo(Tensor.vector(-1, 6, 4));
    }

    @Test
    void keepsTargetsThatCopyOrInferTheBatch() {
        assertThat(free(reshape(new long[] {1, 2, 3}, 0, -1)).initializers().get("target"))
                .isEqualTo(Tensor.vector(0, -1));
        assertThat(free(reshape(new long[] {1, 2, 3}, -1, 6)).initializers().get("target"))
                .isEqualTo(Tensor.vector(-1, 6));
    }

    @Test
    void followsHeadsFoldedIntoTheBatch() {
        Graph result = free(Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 6, 4)
                .initializer("heads", Tensor.vector(6, 2, 4))
                .initializer("back", Tensor.vector(2, 6, 4))
                .node("Reshape", "x heads", "h")
                .node("Softmax", "h", "s", "axis", 2)
                .node("Reshape", "s back", "y")
                .output("y", DataType.FLOAT, 2, 6, 4)
                .build());
        assertThat(result.initializers().get("heads")).isEqualTo(Tensor.vector(-1, 2, 4));
        assertThat(result.shape("y")).contains(batchAnd(6, 4));
    }

    @Test
    void leavesASharedTargetToTheOthers() {
        Graph result = free(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 3)
                .initializer("target", Tensor.vector(1, 6))
                .initializer("constant", Graphs.ramp(2, 3))
                .node("Reshape", "x target", "r")
                .node("Reshape", "constant target", "k")
                .node("Add", "r k", "y")
                .output("y", DataType.FLOAT, 1, 6)
                .build());
        assertThat(result.initializers()).containsKeys("target", "target_any_batch");
    }

    @Test
    void takesAShapeComputedAtRunTime() {
        Graph result = free(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 3)
                .initializer("zero", Tensor.vector(0))
                .initializer("rest", Tensor.vector(-1))
                .node("Shape", "x", "s")
                .node("Gather", "s zero", "n")
                .node("Concat", "n rest", "t", "axis", 0)
                .node("Reshape", "x t", "y")
                .output("y", DataType.FLOAT, 1, 6)
                .build());
        assertThat(result.shape("y").orElseThrow().dimension(0)).isEqualTo(Dimension.named("N"));
    }

    @Test
    void picksAnotherSymbolIfTheModelUsesIt() {
        Graph result = free(Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.of(1), Dimension.named("N"))))
                .node("Relu", "x", "y")
                .output("y")
                .build());
        assertThat(result.shape("x")).contains(Shape.of(List.of(Dimension.named("N_1"), Dimension.named("N"))));
    }

    @Test
    void staysIfTheBatchIsOpenAlready() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, batchAnd(3))
                        .node("Relu", "x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfAnOperatorMixesSamplesOrNamesTheBatch() {
        refuses(one().node("Softmax", "x", "y", "axis", 0).output("y").build(), "softmax0");
        refuses(one().node("Transpose", "x", "y").output("y").build(), "transpose0");
        refuses(
                one().initializer("k", Graphs.ramp(4, 3))
                        .node("Concat", "x k", "y", "axis", 0)
                        .output("y")
                        .build(),
                "concat0");
        refuses(
                one().initializer("k", Graphs.ramp(4, 3))
                        .node("Add", "x k", "y")
                        .output("y")
                        .build(),
                "add0");
        refuses(one().node("Frobnicate", "x", "y").output("y").build(), "frobnicate0");
        refuses(
                one().initializer("t", Tensor.vector(3))
                        .node("Reshape", "x t", "y")
                        .output("y")
                        .build(),
                "not one row per sample");
    }

    @Test
    void staysIfInputsHaveDifferentFirstSizes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 3)
                        .input("state", DataType.FLOAT, 2, 3)
                        .node("Add", "x state", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs one() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 3);
    }

    private static Model reshape(long[] sizes, long... target) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, sizes)
                .initializer("target", Tensor.vector(target))
                .node("Reshape", "x target", "y")
                .output("y")
                .build();
    }

    private static void refuses(Model model, String reason) {
        PassContext context = PassContext.of(model);
        assertThat(new ConvertBatchToDynamic().apply(model.graph(), context)).isSameAs(model.graph());
        assertThat(context.notes()).singleElement().asString().contains(reason);
    }

    /** Frees a model, and checks that a batch of two means the same as its two samples alone. */
    private Graph free(Model model) {
        Graph result = tester.given(model).fires(1);
        int batch =
                (int) ((Dimension.Fixed) model.graph().shape("x").orElseThrow().dimension(0)).size();
        if (model.graph().shape("x").orElseThrow().isStatic()) {
            Equivalence.assertSamplesAlone(model, model.withGraph(result), batch);
        }
        return result;
    }

    private static Shape batchAnd(long... sizes) {
        List<Dimension> dimensions = new ArrayList<>(List.of(Dimension.named("N")));
        for (long size : sizes) {
            dimensions.add(Dimension.of(size));
        }
        return Shape.of(dimensions);
    }
}
