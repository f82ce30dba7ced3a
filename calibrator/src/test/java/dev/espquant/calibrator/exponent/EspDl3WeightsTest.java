package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EspDl3WeightsTest {

    private static Graphs gemm(float... weights) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, weights.length / 2)
                .initializer("w", Tensor.ofFloats(new long[] {weights.length / 2, 2}, weights))
                .node("Gemm", "x w", "y")
                .output("y");
    }

    private static ImmutableMap<String, QuantizationParameters> find(
            Model model, Granularity granularity, Compatibility compatibility) {
        return new EspDl3Weights(model.graph(), granularity, compatibility, ImmutableMap.of()).find();
    }

    private static int[] exponents(Model model, Granularity granularity, Compatibility compatibility) {
        QuantizationParameters parameters =
                find(model, granularity, compatibility).get("w");
        return parameters == null ? new int[0] : parameters.exponents().toArray();
    }

    /** 1.0 saturates by a step at -7; all others, 39 * 2^-7, gain the bit that they need. */
    @Test
    void aLittleSaturationIsTakenWhereTheRestGains() {
        Model fine = gemm(1, 0.3046875f, 0.3046875f, 0.3046875f, 0.3046875f, 0.3046875f)
                .build();
        assertThat(exponents(fine, Granularity.PER_TENSOR, Compatibility.NONE)).containsExactly(-7);
        Model large = gemm(1.9f, 1.9f, 0.5f, 0.5f).build();
        assertThat(exponents(large, Granularity.PER_TENSOR, Compatibility.NONE)).containsExactly(-6);
    }

    @Test
    void channelsOfAGemmAreItsColumns() {
        Model model = gemm(1.9f, 0.1f, 1.8f, 0.12f).build();
        assertThat(exponents(model, Granularity.PER_CHANNEL, Compatibility.NONE))
                .containsExactly(-6, -10);
    }

    /** ESP-PPQ: twice the range over 255 steps, its logarithm rounded up. */
    @Test
    void espressifsRuleRoundsUp() {
        Model model = gemm(1, -1, 0.5f, 0.25f).build();
        assertThat(exponents(model, Granularity.PER_CHANNEL, Compatibility.ESPRESSIF))
                .containsExactly(-6, -6);
    }

    @Test
    void aMatMulHasOneExponentInEveryCase() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Tensor.ofFloats(new long[] {2, 2}, 1.9f, 0.1f, 1.8f, 0.12f))
                .node("MatMul", "x w", "y")
                .output("y")
                .build();
        assertThat(exponents(model, Granularity.PER_CHANNEL, Compatibility.NONE))
                .containsExactly(-6);
    }

    @Test
    void factorsKeepTheirWholeRange() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Tensor.ofFloats(new long[] {6}, 1, 0.3f, 0.3f, 0.3f, 0.3f, 0.3f))
                .node("Mul", "x w", "y")
                .output("y")
                .build();
        assertThat(exponents(model, Granularity.PER_TENSOR, Compatibility.NONE)).containsExactly(-6);
    }

    @Test
    void bothMatricesOfARecurrentLayerHaveOneExponentEach() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 3, 1, 2)
                .initializer("w", Tensor.ofFloats(new long[] {1, 3, 2}, 1.9f, 1.9f, 1.9f, 1.9f, 1.9f, 1.9f))
                .initializer("r", Tensor.ofFloats(new long[] {1, 3, 1}, 0.1f, 0.1f, 0.1f))
                .node("GRU", "x w r", "y h")
                .output("y")
                .build();
        ImmutableMap<String, QuantizationParameters> found = find(model, Granularity.PER_CHANNEL, Compatibility.NONE);
        assertThat(found)
                .containsEntry("w", QuantizationParameters.perTensor(BitWidth.INT8, -6))
                .containsEntry("r", QuantizationParameters.perTensor(BitWidth.INT8, -10));
    }

    @Test
    void nodesOfDifferentWidthCannotShareAConstant() {
        Model model = gemm(1, 1, 1, 1).node("Gemm", "y w", "z").output("z").build();
        EspDl3Weights weights = new EspDl3Weights(
                model.graph(),
                Granularity.PER_TENSOR,
                Compatibility.NONE,
                ImmutableMap.of("y", BitWidth.INT8, "z", BitWidth.INT16));
        assertThatThrownBy(weights::find)
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("a name of its own");
    }

    @Test
    void numbersThatAreNotFiniteAreNamed() {
        Model model = gemm(1, Float.NaN).build();
        assertThatThrownBy(() -> find(model, Granularity.PER_TENSOR, Compatibility.NONE))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("NaN");
    }
}
