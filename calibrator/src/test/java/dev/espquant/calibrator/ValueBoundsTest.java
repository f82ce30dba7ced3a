package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueBoundsTest {
    /** y = relu(x * [[1, -3]; [2, 4]] + [10, 0]): sums of weights 3 and 7. */
    private static final Graph LAYER = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2)
            .initializer("w", Tensor.ofFloats(new long[] {2, 2}, 1, -3, 2, 4))
            .initializer("b", Tensor.ofFloats(new long[] {2}, 10, 0))
            .node("Gemm", "x w b", "g")
            .node("Relu", "g", "y")
            .output("y")
            .build()
            .graph();

    @Test
    void layersAreBoundedByTheirWeights() {
        assertThat(prove(LAYER, Float.MAX_VALUE / 16 / 8)).isTrue();
        assertThat(prove(LAYER, Float.MAX_VALUE / 16 / 6)).isFalse();
    }

    @Test
    void whatWasSeenNeedsNoProof() {
        assertThat(new ValueBounds(LAYER).prove(Map.of("x", range(3e38f), "g", range(1)), Map.of()))
                .isTrue();
    }

    @Test
    void aMaximumIsOnlyTrustedWhereNothingCanHaveOverflowed() {
        assertThat(new ValueBounds(LAYER).prove(Map.of("x", range(1)), Map.of("g", range(2))))
                .isTrue();
        assertThat(new ValueBounds(LAYER).prove(Map.of("x", range(3e38f)), Map.of("g", range(2))))
                .isFalse();
    }

    @Test
    void weightsThatAreNotFiniteProveNothing() {
        Graph broken = LAYER.toBuilder()
                .initializer("w", Tensor.ofFloats(new long[] {2, 2}, 1, Float.NaN, 2, 4))
                .build();
        assertThat(prove(broken, 1)).isFalse();
    }

    @Test
    void unknownOperatorsProveNothing() {
        assertThat(prove(model("Exp"), 1)).isFalse();
        assertThat(prove(model("Tanh"), 3e38f)).isTrue();
    }

    @Test
    void whetherAProofCanBeHadIsKnownBeforehand() {
        ValueBounds bounds = new ValueBounds(model("Exp"));
        assertThat(bounds.canProve(Set.of("x"), Set.of("y"))).isFalse();
        assertThat(bounds.canProve(Set.of("x", "y"), Set.of())).isTrue();
        assertThat(new ValueBounds(LAYER).canProve(Set.of("x"), Set.of("g"))).isTrue();
    }

    @Test
    void sumsAndProductsGrow() {
        Graph graph = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .node("Mul", "x x", "p")
                .node("Add", "p p", "y")
                .output("y")
                .build()
                .graph();
        assertThat(prove(graph, 0x1p60f)).isTrue();
        assertThat(prove(graph, 0x1p63f)).isFalse();
    }

    private static Graph model(String opType) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .node(opType, "x", "y")
                .output("y")
                .build()
                .graph();
    }

    private static boolean prove(Graph graph, float input) {
        return new ValueBounds(graph).prove(Map.of("x", range(input)), Map.of());
    }

    private static ValueRange range(float magnitude) {
        return new ValueRange(-magnitude, magnitude, 1);
    }
}
