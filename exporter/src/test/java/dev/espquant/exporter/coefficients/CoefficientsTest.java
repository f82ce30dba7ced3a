package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationScheme;
import org.junit.jupiter.api.Test;

class CoefficientsTest {
    private static final long[] ONE = {1, 1, 1, 1};
    private static final long[] SCALAR = {};

    @Test
    void writesOneLayerPerTensor() {
        Coefficients coefficients = Coefficients.of(graph(QuantizationScheme.INT8_PER_TENSOR)
                .constant("w", BitWidth.INT8, -7, new long[] {1, 16, 1, 1}, new int[16])
                .constant("b", BitWidth.INT8, -5, new long[] {1}, -3)
                .node("Conv:1", "Conv", -5, "x", "w", "b")
                .node("relu", "Relu", -5, "Conv:1_out")
                .build());
        String zeros = "     0" + ",      0".repeat(15);
        assertThat(coefficients.source("coef")).isEqualTo("""
                #include "coef.hpp"
                using namespace dl;

                namespace coef
                {
                    const static __attribute__((aligned(16))) int8_t conv_1_filter_element[] = {
                        %s};

                    const static Filter<int8_t> conv_1_filter(conv_1_filter_element, -7, {1, 1, 16, 1}, {1, 1});
                    const Filter<int8_t> *get_conv_1_filter()
                    {
                    \treturn &conv_1_filter;
                    }

                    const static __attribute__((aligned(16))) int8_t conv_1_bias_element[] = {
                            -3};

                    const static Bias<int8_t> conv_1_bias(conv_1_bias_element, -5, {1,});
                    const Bias<int8_t> *get_conv_1_bias()
                    {
                    \treturn &conv_1_bias;
                    }

                    const static Activation<int8_t> conv_1_activation(ReLU);
                    const Activation<int8_t> *get_conv_1_activation()
                    {
                    \treturn &conv_1_activation;
                    }

                }
                """.formatted(zeros));
        assertThat(coefficients.header("coef")).isEqualTo("""
                #pragma once

                #include <stdint.h>
                #include "dl_constant.hpp"

                namespace coef
                {
                    const dl::Filter<int8_t> *get_conv_1_filter();
                    const dl::Bias<int8_t> *get_conv_1_bias();
                    const dl::Activation<int8_t> *get_conv_1_activation();
                }
                """);
    }

    @Test
    void writesExponentsPerChannel() {
        String source = Coefficients.of(graph(QuantizationScheme.INT8_PER_CHANNEL)
                        .constant(
                                "w",
                                QuantizationParameters.perChannel(BitWidth.INT8, new int[] {-7, -9}, 1),
                                new long[] {1, 2},
                                5,
                                6)
                        .constant(
                                "b",
                                QuantizationParameters.perChannel(BitWidth.INT16, new int[] {-3, -5}, 0),
                                new long[] {2},
                                1000,
                                -1000)
                        .node("fc", "Gemm", -5, "x", "w", "b")
                        .build())
                .source("coef");
        assertThat(source)
                .contains("const static int8_t fc_filter_exponent[] = {-7, -9};")
                .contains(
                        "const static Filter<int8_t> fc_filter(fc_filter_element, fc_filter_exponent, 2, {1, 1, 1, 2}, {1, 1});")
                .contains("int16_t fc_bias_element[] = {\n          1000,  -1000};")
                .contains("const static Bias<int16_t> fc_bias(fc_bias_element, -128, {2,});");
    }

    @Test
    void aModelWithoutConstantsHasEmptyNamespaces() {
        Coefficients coefficients = Coefficients.of(graph(QuantizationScheme.INT8_PER_TENSOR)
                .node("pool", "MaxPool", 0, "x")
                .build());
        assertThat(coefficients.source("coef")).endsWith("namespace coef\n{\n}\n");
        assertThat(coefficients.header("coef")).endsWith("namespace coef\n{\n}\n");
    }

    @Test
    void exportsSlopesBehindAnAddAndOnTheirOwn() {
        String source = Coefficients.of(graph(QuantizationScheme.INT8_PER_TENSOR)
                        .constant("one_alpha", BitWidth.INT8, -10, SCALAR, 102)
                        .constant("slope", BitWidth.INT8, -9, new long[] {2, 1, 1}, 7, -8)
                        .node("one", "LeakyRelu", 0, "x")
                        .node("add", "Add", 0, "one_out", "x")
                        .node("two", "PRelu", 0, "add_out", "slope")
                        .build())
                .source("coef");
        assertThat(source)
                .contains(
                        "const static Activation<int8_t> one_activation(LeakyReLU, one_activation_element, -10, {1,});")
                .contains("int8_t two_activation_element[] = {\n             7,     -8};")
                .contains("const static Activation<int8_t> two_activation(PReLU, two_activation_element, -9, {2,});");
    }

    @Test
    void namesStayUniqueAndInside() {
        Coefficients coefficients = Coefficients.of(graph(QuantizationScheme.INT8_PER_TENSOR)
                .constant("w", BitWidth.INT8, -7, ONE, 1)
                .node("get_a", "Conv", 0, "x", "w")
                .node("A", "Conv", 0, "get_a_out", "w")
                .node("a", "Conv", 0, "A_out", "w")
                .node("*/};int main(){}//\n\"", "Conv", 0, "a_out", "w")
                .build());
        assertThat(coefficients.layers())
                .extracting(Coefficients.Entry::base)
                .containsExactly("get_a", "a_2", "a_3", "____int_main________");
        assertThat(coefficients.source("coef")).doesNotContain("*/").doesNotContain("int main()");
    }

    @Test
    void spreadsASingleBiasAndRefusesAWrongOne() {
        QuantizedGraphs dense = graph(QuantizationScheme.INT8_PER_TENSOR)
                .constant("w", BitWidth.INT8, -7, new long[] {1, 3}, 1, 2, 3)
                .constant("b", BitWidth.INT8, 0, new long[] {1}, 9);
        assertThat(Coefficients.of(dense.node("fc", "Gemm", 0, "x", "w", "b").build())
                        .source("coef"))
                .contains("     9,      9,      9}")
                .contains("{3,}");
        QuantizedGraphs wrong = graph(QuantizationScheme.INT8_PER_TENSOR)
                .constant("w", BitWidth.INT8, -7, new long[] {1, 3}, 1, 2, 3)
                .constant("b", BitWidth.INT8, 0, new long[] {2}, 9, 9)
                .node("fc", "Gemm", 0, "x", "w", "b");
        assertThatThrownBy(() -> Coefficients.of(wrong.build()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'fc'")
                .hasMessageContaining("2 elements for 3");
    }

    private static QuantizedGraphs graph(QuantizationScheme scheme) {
        return QuantizedGraphs.of(QuantizedGraphs.PLAIN, scheme).input("x", -5, 1, 1, 1, 1);
    }
}
