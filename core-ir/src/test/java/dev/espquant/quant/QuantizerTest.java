package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.Graphs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantizerTest {
    private static final Target TARGET = new Target() {
        @Override
        public String name() {
            return "chip";
        }

        @Override
        public String title() {
            return "Chip";
        }

        @Override
        public Optional<TargetRuntime> runtime(Runtime runtime) {
            return runtime == Runtime.ESP_DL_1 ? Optional.of(EspDl1.runtime(20, 40, true)) : Optional.empty();
        }
    };

    @Test
    void roundsHalfToEvenThenSaturates() {
        Tensor floats = Tensor.ofFloats(new long[] {8}, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 127.5f, -128.5f, -200);

        QuantizedTensor tensor = Quantizer.quantize(floats, QuantizationParameters.perTensor(BitWidth.INT8, 0));

        assertThat(tensor.integers().toLongs()).containsExactly(0, 2, 2, 0, -2, 127, -128, -128);
    }

    @Test
    void everyChannelHasItsExponent() {
        Tensor floats = Tensor.ofFloats(new long[] {2, 2}, 1, 2, 3, 4);

        QuantizedTensor byRow = Quantizer.quantize(floats, parameters(0, -1, -2));
        QuantizedTensor byColumn = Quantizer.quantize(floats, parameters(1, -1, -2));

        assertThat(byRow.integers().toLongs()).containsExactly(2, 4, 12, 16);
        assertThat(byColumn.integers().toLongs()).containsExactly(2, 8, 6, 16);
    }

    @Test
    void perTensorBiasesAreAtTheOutputsExponent() {
        QuantizedGraph quantized = quantize(dense().build(), QuantizationScheme.INT16_PER_TENSOR, denseTable(-4, -3));

        assertThat(quantized.constant("w").parameters())
                .isEqualTo(QuantizationParameters.perTensor(BitWidth.INT16, -3));
        assertThat(quantized.constant("b").parameters())
                .isEqualTo(QuantizationParameters.perTensor(BitWidth.INT16, -4));
        assertThat(quantized.constant("b").integers().toLongs()).containsExactly(16, -32);
        assertThat(quantized.parameters("y").bits()).isEqualTo(BitWidth.INT16);
    }

    @Test
    void perChannelBiasesAreWiderAndAtTheAccumulatorsExponent() {
        Map<String, TableEntry> table = Map.of(
                "x", TableEntry.of(-6),
                "w", TableEntry.of(-3, -5),
                "b", TableEntry.of(-5, -7),
                "y", TableEntry.of(-2));

        QuantizedGraph quantized = quantize(dense().build(), QuantizationScheme.INT8_PER_CHANNEL, table);

        assertThat(quantized.constant("w").parameters()).isEqualTo(parameters(1, -3, -5));
        assertThat(quantized.constant("b").parameters())
                .isEqualTo(QuantizationParameters.perChannel(BitWidth.INT16, new int[] {-5, -7}, 0));
        assertThat(quantized.constant("b").integers().toLongs()).containsExactly(32, -256);
    }

    @Test
    void aBiasAtAnotherExponentIsRefused() {
        Map<String, TableEntry> table =
                Map.of("x", TableEntry.of(-6), "w", TableEntry.of(-3), "b", TableEntry.of(-5), "y", TableEntry.of(-2));

        assertThatThrownBy(() -> quantize(dense().build(), QuantizationScheme.INT8_PER_TENSOR, table))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'b'")
                .hasMessageContaining("[-2]")
                .hasMessageContaining("[-5]");
    }

    @Test
    void aMissingEntryNamesTheValueAndTheNearestKnownName() {
        Map<String, TableEntry> table = Map.of("x", TableEntry.of(-6), "w", TableEntry.of(-3), "b", TableEntry.of(-2));

        assertThatThrownBy(() -> quantize(dense().build(), QuantizationScheme.INT8_PER_TENSOR, table))
                .hasMessageContaining("value 'y'")
                .hasMessageContaining("no entry");
    }

    @Test
    void allReasonsAgainstAModelAreToldAtOnce() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .node("Erf", "x", "e")
                .node("MaxPool", "e", "y", "kernel_shape", new long[] {2, 2}, "ceil_mode", 1)
                .output("y")
                .build();
        QuantizationScheme missing = new QuantizationScheme(BitWidth.INT16, Granularity.PER_CHANNEL);

        assertThatThrownBy(() -> quantize(model, missing, Map.of()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("Chip under ESP-DL 1.x")
                .hasMessageContaining("int16 per-channel does not exist")
                .hasMessageContaining("Erf")
                .hasMessageContaining("ceil_mode is 0");
    }

    @Test
    void aTargetWithoutTheRuntimeIsRefused() {
        assertThatThrownBy(() -> Quantizer.quantize(
                        dense().build(), table(QuantizationScheme.INT8_PER_TENSOR, Map.of()), TARGET, Runtime.ESP_DL_3))
                .isInstanceOf(UnsupportedModelException.class);
    }

    @Test
    void constantsOfSumsTakeTheSmallestExponent() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("c", Tensor.ofFloats(new long[] {2}, 1, -3))
                .initializer("zero", Tensor.ofFloats(new long[] {1}, 0))
                .node("Add", "x c", "a")
                .node("Mul", "a zero", "y")
                .output("y")
                .build();
        Map<String, TableEntry> table = Map.of("x", TableEntry.of(-6), "a", TableEntry.of(-5), "y", TableEntry.of(-5));

        QuantizedGraph quantized = quantize(model, QuantizationScheme.INT8_PER_TENSOR, table);

        assertThat(quantized.exponent("c")).isEqualTo(-5);
        assertThat(quantized.constant("c").integers().toLongs()).containsExactly(32, -96);
        assertThat(quantized.exponent("zero")).isEqualTo(-15);
    }

    @Test
    void slopesHaveTheTablesExponentAndAlphaItsNodesName() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("s", Tensor.ofFloats(new long[] {2}, 0.25f, 0.5f))
                .node("LeakyRelu", "x", "a", "alpha", 0.1f)
                .named("leaky")
                .node("PRelu", "a s", "y")
                .output("y")
                .build();
        Map<String, TableEntry> table = Map.of(
                "x", TableEntry.of(-6),
                "a", TableEntry.of(-6),
                "y", TableEntry.of(-6),
                "s", TableEntry.of(-7),
                "leaky_alpha", TableEntry.of(-10));

        QuantizedGraph quantized = quantize(model, QuantizationScheme.INT8_PER_TENSOR, table);

        assertThat(quantized.constant("leaky_alpha").integers().toLongs()).containsExactly(102);
        assertThat(quantized.constant("s").integers().toLongs()).containsExactly(32, 64);
    }

    @Test
    void aSharedConstantMustMeanTheSameEverywhere() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Graphs.ramp(2, 2))
                .node("Gemm", "x w", "a")
                .node("Gemm", "a w", "y", "transB", 1, "alpha", 2f)
                .output("y")
                .build();
        Map<String, TableEntry> table =
                Map.of("x", TableEntry.of(-6), "w", TableEntry.of(-6), "a", TableEntry.of(-5), "y", TableEntry.of(-5));

        assertThatThrownBy(() -> quantize(model, QuantizationScheme.INT8_PER_TENSOR, table))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("gemm0")
                .hasMessageContaining("gemm1")
                .hasMessageContaining("copy");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1)
                .initializer("w", Tensor.ofFloats(new long[] {1, 1}, Float.NaN))
                .node("Gemm", "x w", "y")
                .output("y")
                .build();
        Map<String, TableEntry> table = Map.of("x", TableEntry.of(-6), "w", TableEntry.of(-6), "y", TableEntry.of(-5));

        assertThatThrownBy(() -> quantize(model, QuantizationScheme.INT8_PER_TENSOR, table))
                .hasMessageContaining("gemm0")
                .hasMessageContaining("value 'w'")
                .hasMessageContaining("NaN");
    }

    @Test
    void layersThatNeedOtherIntegersOfOneConstantAreRefused() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Graphs.ramp(2, 2))
                .node("Gemm", "x w", "g")
                .node("Gemm", "g w", "y", "alpha", 3f)
                .output("y")
                .build();
        Map<String, TableEntry> table =
                Map.of("x", TableEntry.of(-6), "w", TableEntry.of(-5), "g", TableEntry.of(-5), "y", TableEntry.of(-5));

        assertThatThrownBy(() -> quantize(model, QuantizationScheme.INT8_PER_TENSOR, table))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("'gemm0'")
                .hasMessageContaining("node 'gemm1' (Gemm): value 'w'")
                .hasMessageContaining("give each node a copy");
    }

    @Test
    void absurdExponentsAreRefused() {
        assertThatThrownBy(() -> quantize(
                        dense().build(), QuantizationScheme.INT8_PER_TENSOR, denseTable(Integer.MIN_VALUE, -3)))
                .hasMessageContaining("out of range");
        assertThatThrownBy(() -> quantize(dense().build(), QuantizationScheme.INT8_PER_TENSOR, denseTable(-4, 100_000)))
                .hasMessageContaining("out of range");
    }

    private static Graphs dense() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3)
                .initializer("w", Graphs.ramp(3, 2))
                .initializer("b", Tensor.ofFloats(new long[] {2}, 1, -2))
                .node("Gemm", "x w b", "y")
                .output("y");
    }

    private static Map<String, TableEntry> denseTable(int output, int weights) {
        return Map.of(
                "x", TableEntry.of(-6),
                "w", TableEntry.of(weights),
                "b", TableEntry.of(output),
                "y", TableEntry.of(output));
    }

    private static QuantizationParameters parameters(int axis, int... exponents) {
        return QuantizationParameters.perChannel(BitWidth.INT8, exponents, axis);
    }

    private static QuantizationTable table(QuantizationScheme scheme, Map<String, TableEntry> tensors) {
        return new QuantizationTable("", scheme, "", 0, ImmutableList.of(), ImmutableMap.copyOf(tensors));
    }

    private static QuantizedGraph quantize(Model model, QuantizationScheme scheme, Map<String, TableEntry> tensors) {
        return Quantizer.quantize(model, table(scheme, tensors), TARGET, Runtime.ESP_DL_1);
    }
}
