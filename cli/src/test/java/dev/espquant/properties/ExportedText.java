package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exported C++ text, read again: arrays by name, and constants with their class and arguments. */
final class ExportedText {
    private static final Set<String> WITH_FILTER = Set.of("Conv", "Gemm", "MatMul", "BatchNormalization");
    private static final Pattern ARRAY =
            Pattern.compile("const static (?:__attribute__\\S+ )?(u?int\\d+_t) (\\w+)\\[\\] = \\{([^}]*)\\};");
    private static final Pattern CONSTANT = Pattern.compile("const static (\\w+<\\w+>) (\\w+)\\(([^;]*)\\);");

    private final Map<String, long[]> arrays = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();

    ExportedText(String source) {
        Matcher array = ARRAY.matcher(source);
        while (array.find()) {
            types.put(array.group(2), array.group(1));
            arrays.put(
                    array.group(2),
                    Arrays.stream(array.group(3).split(","))
                            .mapToLong(n -> Long.parseLong(n.strip()))
                            .toArray());
        }
        Matcher constant = CONSTANT.matcher(source);
        while (constant.find()) {
            constants.put(constant.group(2), constant.group(1) + " " + constant.group(3));
        }
    }

    /** Every layer's weights and biases must be those that the table means. Nodes of drawn models have names that C++ takes as they are. */
    void check(QuantizedGraph quantized, Graph graph, QuantizationTable table) {
        for (Node node : graph.nodes()) {
            if (WITH_FILTER.contains(node.opType())) {
                check(node.name(), node, quantized, graph, table);
            }
        }
    }

    private void check(String base, Node node, QuantizedGraph quantized, Graph graph, QuantizationTable table) {
        NaiveConstants expected = NaiveConstants.of(graph, node, table);
        boolean perChannel = table.scheme().granularity() == Granularity.PER_CHANNEL;
        int width = table.scheme().bits().bits();
        FilterShape shape = FilterShape.of(graph, node);
        int lanes = quantized.runtime().filterLayout().blocked() ? 128 / width : 1;

        assertThat(arrays).as("%s", node).containsKey(base + "_filter_element");
        assertThat(types.get(base + "_filter_element")).isEqualTo("int" + width + "_t");
        assertThat(shape.unpacked(arrays.get(base + "_filter_element"), lanes))
                .as("filter of %s", node)
                .isEqualTo(shape.outputsFirst(expected.integers()));
        assertThat(constants.get(base + "_filter"))
                .startsWith("Filter<int" + width + "_t> " + base + "_filter_element, ")
                .contains(shape.text());
        if (perChannel) {
            assertThat(arrays.get(base + "_filter_exponent"))
                    .isEqualTo(
                            Arrays.stream(expected.exponents()).asLongStream().toArray());
        } else {
            assertThat(constants.get(base + "_filter")).contains("_element, " + expected.exponents()[0] + ", {");
        }
        if (node.input(2).isPresent()) {
            assertThat(types.get(base + "_bias_element")).isEqualTo("int" + (perChannel ? 16 : width) + "_t");
            assertThat(arrays.get(base + "_bias_element"))
                    .as("bias of %s", node)
                    .isEqualTo(expected.bias());
            assertThat(constants.get(base + "_bias")).endsWith("{" + expected.bias().length + ",}");
        }
    }

    /** A filter as ESP-DL sees it: output channels, input channels of a group, rows, columns. */
    private record FilterShape(boolean depthwise, boolean turned, int outputs, int inputs, int height, int width) {

        static FilterShape of(Graph graph, Node node) {
            int[] sizes = NaiveOperators.sizes(graph, node.inputs().get(1));
            return switch (node.opType()) {
                case "BatchNormalization" -> new FilterShape(true, false, sizes[0], 1, 1, 1);
                case "Conv" ->
                    new FilterShape(
                            node.intAttribute("group", 1) > 1,
                            false,
                            sizes[0],
                            sizes[1],
                            sizes.length == 4 ? sizes[2] : 1,
                            sizes[sizes.length - 1]);
                default -> {
                    boolean turned = node.is("MatMul") || node.intAttribute("transB", 0) == 0;
                    yield new FilterShape(false, turned, sizes[turned ? 1 : 0], sizes[turned ? 0 : 1], 1, 1);
                }
            };
        }

        String text() {
            return "{%d, %d, %d, %d}"
                    .formatted(height, width, depthwise ? outputs : inputs, depthwise ? inputs : outputs);
        }

        long[] outputsFirst(long[] weights) {
            if (!turned) {
                return weights;
            }
            long[] result = new long[weights.length];
            for (int i = 0; i < weights.length; i++) {
                result[i % outputs * inputs + i / outputs] = weights[i];
            }
            return result;
        }

        /** From the order in memory to output, input, row, column: outputs lie interleaved in blocks of so many lanes. */
        long[] unpacked(long[] packed, int lanes) {
            int plane = height * width;
            int perOutput = inputs * plane;
            int whole = lanes == 1 ? 0 : outputs / lanes * lanes;
            long[] result = new long[outputs * perOutput];
            for (int i = 0; i < result.length; i++) {
                int output = i / perOutput;
                int within = depthwise ? i % perOutput : i % plane * inputs + i % perOutput / plane;
                boolean inBlock = output < whole;
                int start = inBlock ? output / lanes * lanes : depthwise ? whole : output;
                int blockWidth = inBlock ? lanes : depthwise ? outputs - whole : 1;
                result[i] = packed[start * perOutput + within * blockWidth + output - start];
            }
            return result;
        }
    }
}
