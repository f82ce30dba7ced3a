package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintModelInfoTest {
    @Test
    void listsInputsAndLayers() {
        QuantizedGraphs graph = QuantizedGraphs.of(QuantizedGraphs.PLAIN, QuantizationScheme.INT8_PER_TENSOR)
                .input("input:0", -7, 1, 2, 1, 1)
                .input("second", -6, 1, 2, 1, 1)
                .constant("w", BitWidth.INT8, -7, new long[] {2, 1, 1, 1}, 1, 1)
                .node(
                        Node.of("dw", "Conv", List.of("input:0", "w"), List.of("c"), Map.of("group", Attribute.of(2))),
                        -3)
                .node("relu", "Relu", -4, "c")
                .node("a/Add\n", "Add", -2, "relu_out", "second");
        assertThat(PrintModelInfo.lines(graph.build()))
                .containsExactly(
                        "model input name: input:0, exponent: -7",
                        "model input name: second, exponent: -6",
                        "DepthwiseConv layer name: dw, output_exponent: -4",
                        "Add layer name: a/Add\\u000a, output_exponent: -2");
    }
}
