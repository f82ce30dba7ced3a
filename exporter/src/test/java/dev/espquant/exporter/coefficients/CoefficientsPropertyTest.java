package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is exported reads back to the same integers, shapes and exponents. */
class CoefficientsPropertyTest {
    @Property(tries = 200, seed = "2026")
    void theTextReadsBack(
            @ForAll long seed,
            @ForAll LayerFilter.Kind kind,
            @ForAll boolean blocked,
            @ForAll @IntRange(max = 2) int mode,
            @ForAll boolean turned) {
        QuantizationScheme scheme = List.of(
                        QuantizationScheme.INT8_PER_TENSOR,
                        QuantizationScheme.INT8_PER_CHANNEL,
                        QuantizationScheme.INT16_PER_TENSOR)
                .get(mode);
        Sample sample = new Sample(new Random(seed), kind, scheme, turned && kind == LayerFilter.Kind.DENSE);
        CoefficientText text =
                new CoefficientText(Coefficients.of(sample.graph(blocked)).source("coef"));

        int lanes = 128 / scheme.bits().bits();
        int[] packed = text.array("layer_filter_element");
        assertThat(text.arrayType("layer_filter_element"))
                .isEqualTo("int" + scheme.bits().bits() + "_t");
        assertThat(unpacked(packed, sample, blocked ? lanes : 1)).isEqualTo(sample.weights);
        assertThat(Arrays.stream(packed).skip(sample.weights.length)).allMatch(zero -> zero == 0);
        assertThat(text.array("layer_bias_element")).isEqualTo(sample.biases);

        String shape = kind == LayerFilter.Kind.DEPTHWISE
                ? "{%d, %d, %d, %d}, {1, 1}".formatted(sample.height, sample.width, sample.outputs, sample.inputs)
                : "{%d, %d, %d, %d}, {1, 1}".formatted(sample.height, sample.width, sample.inputs, sample.outputs);
        assertThat(text.object("layer_filter")).endsWith(shape);
        if (scheme.granularity() == Granularity.PER_CHANNEL) {
            assertThat(text.array("layer_filter_exponent")).isEqualTo(sample.exponents);
            assertThat(text.object("layer_bias"))
                    .isEqualTo("Bias<int16_t> layer_bias_element, -128, {" + sample.outputs + ",}");
        } else {
            assertThat(text.object("layer_filter")).contains("layer_filter_element, " + sample.exponents[0] + ", ");
            assertThat(text.object("layer_bias")).endsWith("layer_bias_element, -3, {" + sample.outputs + ",}");
        }
    }

    /** Output-channel-first elements from packed ones, by the place that the layout gives each. */
    private static int[] unpacked(int[] packed, Sample sample, int lanes) {
        int plane = sample.height * sample.width;
        int perOutput = sample.inputs * plane;
        boolean depthwise = sample.kind == LayerFilter.Kind.DEPTHWISE;
        int whole = lanes == 1 ? 0 : sample.outputs / lanes * lanes;
        int[] result = new int[sample.outputs * perOutput];
        for (int i = 0; i < result.length; i++) {
            int output = i / perOutput;
            int input = i % perOutput / plane;
            int within = depthwise ? i % perOutput : i % plane * sample.inputs + input;
            int start = output < whole ? output / lanes * lanes : depthwise ? whole : output;
            int width = output < whole ? lanes : depthwise ? sample.outputs - whole : 1;
            result[i] = packed[start * perOutput + within * width + output - start];
        }
        return result;
    }

    /** One layer with random integers. */
    private static final class Sample {
        private final LayerFilter.Kind kind;
        private final QuantizationScheme scheme;
        private final boolean turned;
        private final int outputs;
        private final int inputs;
        private final int height;
        private final int width;
        private final int[] weights;
        private final int[] biases;
        private final int[] exponents;

        Sample(Random random, LayerFilter.Kind kind, QuantizationScheme scheme, boolean turned) {
            this.kind = kind;
            this.scheme = scheme;
            this.turned = turned;
            this.outputs = 1 + random.nextInt(40);
            this.inputs = kind == LayerFilter.Kind.DEPTHWISE ? 1 : 1 + random.nextInt(20);
            this.height = kind == LayerFilter.Kind.DENSE ? 1 : 1 + random.nextInt(4);
            this.width = kind == LayerFilter.Kind.DENSE ? 1 : 1 + random.nextInt(4);
            BitWidth bits = scheme.bits();
            this.weights = random.ints((long) outputs * inputs * height * width, bits.min(), bits.max() + 1)
                    .toArray();
            BitWidth biasBits = scheme.granularity() == Granularity.PER_CHANNEL ? BitWidth.INT16 : bits;
            this.biases =
                    random.ints(outputs, biasBits.min(), biasBits.max() + 1).toArray();
            this.exponents = random.ints(scheme.granularity() == Granularity.PER_CHANNEL ? outputs : 1, -15, 3)
                    .toArray();
        }

        dev.espquant.quant.QuantizedGraph graph(boolean blocked) {
            boolean perChannel = scheme.granularity() == Granularity.PER_CHANNEL;
            QuantizationParameters weightParameters = perChannel
                    ? QuantizationParameters.perChannel(scheme.bits(), exponents, turned ? 1 : 0)
                    : QuantizationParameters.perTensor(scheme.bits(), exponents[0]);
            QuantizationParameters biasParameters = perChannel
                    ? QuantizationParameters.perChannel(BitWidth.INT16, exponents, 0)
                    : QuantizationParameters.perTensor(scheme.bits(), -3);
            return QuantizedGraphs.of(blocked ? QuantizedGraphs.BLOCKED : QuantizedGraphs.PLAIN, scheme)
                    .input("x", 0, 1, 1, 1, 1)
                    .constant("w", weightParameters, sizes(), turned ? transposed() : weights)
                    .constant("b", biasParameters, new long[] {outputs}, biases)
                    .node(node(), -3)
                    .build();
        }

        private Node node() {
            return switch (kind) {
                case CONVOLUTION -> node("Conv", Map.of());
                case DEPTHWISE -> node("Conv", Map.of("group", Attribute.of(Math.max(2, outputs))));
                case DENSE -> node("Gemm", turned ? Map.of() : Map.of("transB", Attribute.of(1)));
            };
        }

        private static Node node(String opType, Map<String, Attribute> attributes) {
            return Node.of("Layer", opType, List.of("x", "w", "b"), List.of("y"), attributes);
        }

        private long[] sizes() {
            if (kind == LayerFilter.Kind.DENSE) {
                return turned ? new long[] {inputs, outputs} : new long[] {outputs, inputs};
            }
            return new long[] {outputs, inputs, height, width};
        }

        private int[] transposed() {
            int[] result = new int[weights.length];
            for (int i = 0; i < weights.length; i++) {
                result[i % inputs * outputs + i / inputs] = weights[i];
            }
            return result;
        }
    }
}
