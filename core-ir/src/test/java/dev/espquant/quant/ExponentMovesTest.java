package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.lowering.RuntimeFacts;
import dev.espquant.target.Runtime;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ExponentMovesTest {

    private static Graph layer(float bias) {
        return ShapeInference.infer(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2)
                        .initializer("w", Tensor.ofFloats(new long[] {2, 2}, 1, 1, 1, 1))
                        .initializer("b", Tensor.ofFloats(new long[] {2}, bias, 0))
                        .node("Gemm", "x w b", "g")
                        .node("Relu", "g", "y")
                        .output("y")
                        .build())
                .graph();
    }

    private static ExponentPlan plan(Graph graph, int x, int g, int y, int w) {
        return ExponentPlan.of(
                        graph,
                        RuntimeFacts.target("s3").require(Runtime.ESP_DL_3),
                        ImmutableMap.of("x", int8(x), "g", int8(g), "y", int8(y)),
                        ImmutableMap.of("w", int8(w)))
                .settled();
    }

    private static QuantizationParameters int8(int exponent) {
        return QuantizationParameters.perTensor(BitWidth.INT8, exponent);
    }

    @Test
    void whatTheRuntimeCanDoStays() {
        ExponentPlan plan = plan(layer(1), -4, -4, -4, -7);
        assertThat(plan.values()).containsEntry("y", int8(-4));
        assertThat(plan.constants()).containsEntry("w", int8(-7));
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void anOutputFinerThanItsSumsIsRaisedAndTheFusedReluWithIt() {
        ExponentPlan plan = plan(layer(1), -1, -9, -9, -2);
        assertThat(plan.values()).containsEntry("y", int8(-3)).containsEntry("g", int8(-3));
        assertThat(plan.notes()).singleElement().asString().contains("'y'", "6 bits", "nothing is lost");
    }

    @Test
    void weightsGetCoarserUntilABiasFitsTheLane() {
        // 400 at 2^-13 takes 22 bits; the lane starts from 20.
        ExponentPlan plan = plan(layer(400), -4, 2, 2, -9);
        assertThat(plan.constants()).containsEntry("w", int8(-6));
        assertThat(plan.notes()).singleElement().asString().contains("'w'", "3 bits", "20 bits");
    }

    @Test
    void aShiftBeyondTheRegisterRaisesTheWeights() {
        assertThat(plan(layer(0), -20, -4, -4, -25).constants()).containsEntry("w", int8(-14));
    }

    @Test
    void exponentsBelowTheRangeAreRaisedAndThoseAboveRefused() {
        assertThat(plan(layer(0), -40, -4, -4, -7).values()).containsEntry("x", int8(-30));
        Graph graph = layer(0);
        assertThatThrownBy(() -> plan(graph, 31, -4, -4, -7))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'x'");
    }
}
