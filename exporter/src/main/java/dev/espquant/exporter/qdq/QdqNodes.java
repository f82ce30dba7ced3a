package dev.espquant.exporter.qdq;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationParameters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the nodes and constants of the model that is made. */
final class QdqNodes {
    private final QdqNames names;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();

    /** Starts from the constants of a graph. */
    QdqNodes(Graph graph) {
        this.names = QdqNames.of(graph);
        initializers.putAll(graph.initializers());
    }

    QdqNames names() {
        return names;
    }

    void add(Node node) {
        nodes.add(node);
    }

    /** Stores a constant that plays a role for a value, and gives its name. */
    String constant(String value, String role, Tensor tensor) {
        String name = names.of(value, role);
        initializers.put(name, tensor);
        return name;
    }

    /** Real numbers {@code from} to integers, and these to the real numbers {@code to}. */
    void roundTrip(String from, String to, QuantizationParameters parameters) {
        DataType type = parameters.bits().dataType();
        String integers = names.of(to, "integers");
        List<String> inputs = List.of(from, scale(to, parameters.exponents()), zero(type, 1));
        nodes.add(Node.of(names.of(to, "quantize"), "QuantizeLinear", inputs, List.of(integers)));
        dequantize(integers, to, type, parameters.exponents(), parameters.axis());
    }

    /** Integers to the real numbers that they stand for. */
    void dequantize(String integers, String to, DataType type, ImmutableIntArray exponents, int axis) {
        List<String> inputs = List.of(integers, scale(to, exponents), zero(type, exponents.length()));
        Map<String, Attribute> attributes =
                exponents.length() == 1 ? ImmutableMap.of() : ImmutableMap.of("axis", Attribute.of(axis));
        nodes.add(Node.of(names.of(to, "dequantize"), "DequantizeLinear", inputs, List.of(to), attributes));
    }

    /** The graph, with inputs and outputs of the original one and without the constants that nobody reads any more. */
    Graph build(Graph original) {
        Graph all = original.toBuilder()
                .nodes(nodes)
                .initializers(initializers)
                .valueInfos(Map.of())
                .build();
        Map<String, Tensor> used = new LinkedHashMap<>();
        initializers.forEach((name, tensor) -> {
            if (all.isOutput(name) || !all.consumers(name).isEmpty()) {
                used.put(name, tensor);
            }
        });
        return all.toBuilder().initializers(used).build();
    }

    private String scale(String value, ImmutableIntArray exponents) {
        float[] scales = new float[exponents.length()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.scalb(1f, exponents.get(i));
        }
        return constant(value, "scale", Tensor.ofFloats(sizes(scales.length), scales));
    }

    /** Equal zero points are stored once. */
    private String zero(DataType type, int count) {
        ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(type.byteSize(count)));
        return constant("zero", type.onnxName() + "/" + count, Tensor.ofBytes(type, sizes(count), zeros));
    }

    /** One number is a scalar, several are a vector. */
    private static long[] sizes(int count) {
        return count == 1 ? new long[0] : new long[] {count};
    }
}
