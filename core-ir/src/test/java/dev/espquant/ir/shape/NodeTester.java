package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Infers single nodes. Types are text, {@code float[N,3,?]}, as messages show them; {@code float[...]} has no known rank:
 *
 * <pre>{@code
 * assertThat(NodeTester.node("Flatten").input("float[N,3,4]").type()).isEqualTo("float[N,12]");
 * }</pre>
 */
final class NodeTester {
    private final String opType;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Inferred> inputs = new LinkedHashMap<>();
    private Map<String, Attribute> attributes = Map.of();
    private String domain = "";
    private long opset = 18;
    private int outputs = 1;

    private NodeTester(String opType) {
        this.opType = opType;
    }

    static NodeTester node(String opType) {
        return new NodeTester(opType);
    }

    NodeTester opset(long version) {
        this.opset = version;
        return this;
    }

    NodeTester domain(String newDomain) {
        this.domain = newDomain;
        return this;
    }

    NodeTester outputs(int count) {
        this.outputs = count;
        return this;
    }

    /** Names and values in turn, as {@link Graphs#attributes}. */
    NodeTester with(Object... namesAndValues) {
        this.attributes = Graphs.attributes(namesAndValues);
        return this;
    }

    /** Inputs that a run supplies. */
    NodeTester input(String... types) {
        for (String type : types) {
            add(Inferred.of(parse(type)));
        }
        return this;
    }

    NodeTester constant(Tensor tensor) {
        return add(Inferred.of(tensor));
    }

    /** A constant {@code int64} vector. */
    NodeTester vector(long... values) {
        return constant(Tensor.vector(values));
    }

    /** A constant {@code int64} scalar. */
    NodeTester scalar(long value) {
        return constant(Tensor.ofLongs(new long[0], value));
    }

    /** An {@code int64} vector that {@code Shape} made of a tensor with these sizes. */
    NodeTester sizes(String shape) {
        return add(Inferred.of(Elements.vector(
                DataType.INT64,
                parse("float" + shape).shape().orElseThrow().dimensions().stream()
                        .map(Element::of)
                        .toList())));
    }

    /** An optional input that is left out. */
    NodeTester absent() {
        names.add("");
        return this;
    }

    /** The type of the first output. */
    String type() {
        return types().get(0);
    }

    /** The types of all outputs. */
    List<String> types() {
        return infer().stream().map(inferred -> inferred.type().toString()).toList();
    }

    /** The elements of the first output: {@code [8*N, 3, ?]}; {@code unknown} if they are not followed. */
    String elements() {
        return infer().get(0)
                .elements()
                .map(elements -> elements.values().stream()
                        .map(NodeTester::show)
                        .toList()
                        .toString())
                .orElse("unknown");
    }

    /** The error that the node must cause. */
    GraphException fails() {
        GraphException error = catchThrowableOfType(GraphException.class, this::infer);
        if (error == null) {
            throw new AssertionError("no error, but " + types());
        }
        return error;
    }

    List<Inferred> infer() {
        List<String> results =
                IntStream.range(0, outputs).mapToObj(i -> "y" + i).toList();
        Node node = Node.of("the_node", opType, names, results, attributes);
        Node inDomain = new Node(
                node.name(),
                opType,
                domain,
                node.inputs(),
                node.outputs(),
                node.attributes(),
                node.docString(),
                node.unknownFields());
        Graph graph = Graph.builder("test").nodes(List.of(inDomain)).build();
        InferenceCache cache = new InferenceCache();
        Scope scope = new Scope(graph, Optional.empty(), cache);
        inputs.forEach(scope::put);
        new GraphInference(ImmutableMap.of(domain, opset), new SymbolBinding(), cache).run(graph, scope);
        return results.stream().map(scope::get).toList();
    }

    static TensorType parse(String type) {
        int bracket = type.indexOf('[');
        DataType elementType = DataType.valueOf(type.substring(0, bracket).toUpperCase(Locale.ROOT));
        String sizes = type.substring(bracket + 1, type.length() - 1);
        if (sizes.equals("...")) {
            return new TensorType(Optional.of(elementType), Optional.empty());
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (String size : sizes.isEmpty() ? new String[0] : sizes.split(",")) {
            dimensions.add(
                    size.equals("?")
                            ? Dimension.unknown()
                            : size.matches("[0-9]+") ? Dimension.of(Long.parseLong(size)) : Dimension.named(size));
        }
        return TensorType.of(elementType, Shape.of(dimensions));
    }

    private NodeTester add(Inferred inferred) {
        String name = "x" + names.size();
        names.add(name);
        inputs.put(name, inferred);
        return this;
    }

    private static String show(Element element) {
        if (element instanceof Element.Whole whole) {
            return Long.toString(whole.value());
        }
        return element instanceof Element.Real real
                ? Double.toString(real.value())
                : element.toDimension().toString();
    }
}
