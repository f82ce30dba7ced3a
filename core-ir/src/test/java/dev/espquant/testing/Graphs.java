package dev.espquant.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds small models for tests:
 *
 * <pre>{@code
 * Model model = Graphs.model("m")
 *         .input("x", DataType.FLOAT, 1, 3, 8, 8)
 *         .initializer("w", Graphs.ramp(4, 3, 3, 3))
 *         .node("Conv", "x w", "c", "pads", new long[] {1, 1, 1, 1})
 *         .node("Relu", "c", "y")
 *         .output("y")
 *         .build();
 * }</pre>
 */
public final class Graphs {
    private final String name;
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();
    private final Map<String, ValueInfo> valueInfos = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private long opset = 13;

    private Graphs(String name) {
        this.name = name;
    }

    public static Graphs model(String name) {
        return new Graphs(name);
    }

    public Graphs opset(long version) {
        this.opset = version;
        return this;
    }

    /** A graph input with a known shape. */
    public Graphs input(String value, DataType type, long... sizes) {
        return input(value, type, Shape.of(sizes));
    }

    public Graphs input(String value, DataType type, Shape shape) {
        inputs.add(ValueInfo.of(value, type, shape));
        return this;
    }

    public Graphs initializer(String value, Tensor tensor) {
        initializers.put(value, tensor);
        return this;
    }

    /** The type of an intermediate value. */
    public Graphs valueInfo(String value, DataType type, long... sizes) {
        valueInfos.put(value, ValueInfo.of(value, type, Shape.of(sizes)));
        return this;
    }

    /**
     * A node in the standard domain, named after its operator in lower case and its position: {@code conv0}.
     *
     * @param inputs value names, separated by blanks; {@code -} is an optional input that is left out
     * @param outputs likewise
     * @param attributes names and values in turn: {@code "pads", new long[] {1, 1, 1, 1}, "group", 1}
     */
    public Graphs node(String opType, String inputs, String outputs, Object... attributes) {
        return node(opType, names(inputs), names(outputs), attributes);
    }

    public Graphs node(String opType, List<String> inputs, List<String> outputs, Object... attributes) {
        String nodeName = opType.toLowerCase(java.util.Locale.ROOT) + nodes.size();
        return node(Node.of(nodeName, opType, inputs, outputs, attributes(attributes)));
    }

    public Graphs node(Node node) {
        nodes.add(node);
        return this;
    }

    /** Names the node that was added last. */
    public Graphs named(String nodeName) {
        int last = nodes.size() - 1;
        nodes.set(last, nodes.get(last).withName(nodeName));
        return this;
    }

    /** A float output of which no shape is declared. */
    public Graphs output(String value) {
        return output(value, new TensorType(Optional.of(DataType.FLOAT), Optional.empty()));
    }

    public Graphs output(String value, DataType type, long... sizes) {
        return output(value, TensorType.of(type, Shape.of(sizes)));
    }

    public Graphs output(String value, ValueType type) {
        outputs.add(ValueInfo.of(value, type));
        return this;
    }

    /** The model, checked by {@link GraphValidator}. */
    public Model build() {
        Model model = buildUnchecked();
        GraphValidator.validate(model);
        return model;
    }

    /** The model as it stands, for tests of what checks it. */
    public Model buildUnchecked() {
        return Model.of(graphUnchecked(), opset);
    }

    /** The graph of {@link #build()}. */
    public Graph graph() {
        return build().graph();
    }

    /** The graph of {@link #buildUnchecked()}; subgraphs that read values around them are built this way. */
    public Graph graphUnchecked() {
        return Graph.builder(name)
                .inputs(inputs)
                .outputs(outputs)
                .initializers(initializers)
                .valueInfos(valueInfos)
                .nodes(nodes)
                .build();
    }

    /** A float tensor of different values of both signs, without a pattern that would hide a transposition: exact multiples of 1/64. */
    public static Tensor ramp(long... sizes) {
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i * 37 + 11) % 101 - 50) / 64f;
        }
        return Tensor.ofFloats(sizes, values);
    }

    /** Attributes from names and values in turn; see {@link #node(String, String, String, Object...)}. */
    public static Map<String, Attribute> attributes(Object... namesAndValues) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], attribute(namesAndValues[i + 1]));
        }
        return attributes;
    }

    private static Attribute attribute(Object value) {
        if (value instanceof Attribute attribute) {
            return attribute;
        } else if (value instanceof Integer || value instanceof Long) {
            return Attribute.of(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            return Attribute.of(((Number) value).floatValue());
        } else if (value instanceof String text) {
            return Attribute.of(text);
        } else if (value instanceof Tensor tensor) {
            return Attribute.of(tensor);
        } else if (value instanceof Graph graph) {
            return new Attribute.OfGraph(graph);
        } else if (value instanceof long[] values) {
            return new Attribute.OfInts(ImmutableLongArray.copyOf(values));
        } else if (value instanceof int[] values) {
            return Attribute.ofInts(Arrays.stream(values).asLongStream().toArray());
        } else if (value instanceof float[] values) {
            return new Attribute.OfFloats(ImmutableList.copyOf(Floats.asList(values)));
        }
        throw new IllegalArgumentException("no attribute for " + value.getClass());
    }

    private static List<String> names(String separated) {
        return separated.isBlank()
                ? List.of()
                : Arrays.stream(separated.trim().split(" +"))
                        .map(n -> n.equals("-") ? "" : n)
                        .toList();
    }
}
