package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.cpp.CppText;
import dev.espquant.ir.Node;
import dev.espquant.quant.QuantizedGraph;

/** The listing of exponents that Espressif's tool prints, from which users fill in a model class by hand. */
public final class PrintModelInfo {
    private PrintModelInfo() {}

    /**
     * {@code model input name: NAME, exponent: E} for each input, then {@code KIND layer name: NAME, output_exponent: E} for each layer. Names
     * are the model's own; only line breaks and other control characters in them are escaped.
     */
    public static ImmutableList<String> lines(QuantizedGraph graph) {
        ImmutableList.Builder<String> lines = ImmutableList.builder();
        graph.graph()
                .inputs()
                .forEach(input -> lines.add("model input name: " + CppText.line(input.name()) + ", exponent: "
                        + graph.exponent(input.name())));
        for (Layer layer : Layer.of(graph.graph())) {
            if (graph.values().containsKey(layer.output())) {
                lines.add(kind(layer.node()) + " layer name: "
                        + CppText.line(layer.node().name()) + ", output_exponent: " + graph.exponent(layer.output()));
            }
        }
        return lines.build();
    }

    private static String kind(Node node) {
        return node.is("Conv") && node.intAttribute("group", 1) > 1 ? "DepthwiseConv" : node.opType();
    }
}
