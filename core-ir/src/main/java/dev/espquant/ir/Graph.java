package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable dataflow graph: nodes in topological order, the values they exchange by name, constants, inputs and outputs. Who produces and
 * who reads a value is indexed once, on first use.
 *
 * <p>A graph is not checked when it is built; {@link GraphValidator} does that.
 */
public final class Graph {
    private final String name;
    private final ImmutableList<ValueInfo> inputs;
    private final ImmutableList<ValueInfo> outputs;
    private final ImmutableMap<String, Tensor> initializers;
    private final ImmutableMap<String, ValueInfo> valueInfos;
    private final ImmutableList<Node> nodes;
    private final String docString;
    private final Opaque unknownFields;
    private @Nullable Map<String, Integer> positions;
    private @Nullable ImmutableListMultimap<String, Node> consumers;
    private @Nullable ImmutableMap<String, ValueInfo> declarations;
    private @Nullable ImmutableSet<String> outputNames;
    private @Nullable ImmutableSet<String> standardOperators;

    private Graph(Builder builder) {
        this.name = builder.name;
        this.inputs = ImmutableList.copyOf(builder.inputs);
        this.outputs = ImmutableList.copyOf(builder.outputs);
        this.initializers = ImmutableMap.copyOf(builder.initializers);
        this.valueInfos = ImmutableMap.copyOf(builder.valueInfos);
        this.nodes = ImmutableList.copyOf(builder.nodes);
        this.docString = builder.docString;
        this.unknownFields = builder.unknownFields;
    }

    public static Builder builder(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** The values that a caller supplies: the declared inputs without those that an initializer provides. */
    public ImmutableList<ValueInfo> inputs() {
        return inputs;
    }

    public ImmutableList<ValueInfo> outputs() {
        return outputs;
    }

    /** Constants by name, in the order of the file. */
    public ImmutableMap<String, Tensor> initializers() {
        return initializers;
    }

    public Optional<Tensor> initializer(String valueName) {
        return Optional.ofNullable(initializers.get(valueName));
    }

    /** Nodes, producers before consumers. */
    public ImmutableList<Node> nodes() {
        return nodes;
    }

    /** Types of intermediate values, where the file or shape inference gives them; not inputs, outputs and constants. */
    public ImmutableMap<String, ValueInfo> valueInfos() {
        return valueInfos;
    }

    public String docString() {
        return docString;
    }

    /** What the file said beyond the rest, for the writer: a serialized {@code GraphProto}; holds the documentation of initializers too. */
    public Opaque unknownFields() {
        return unknownFields;
    }

    /** The node that computes a value; empty for inputs, constants and names that do not exist. */
    public Optional<Node> producer(String valueName) {
        int position = position(valueName);
        return position < 0 ? Optional.empty() : Optional.of(nodes.get(position));
    }

    /** Where in {@link #nodes()} the node is that computes a value; -1 for inputs, constants and names that do not exist. */
    public int position(String valueName) {
        return positions().getOrDefault(valueName, -1);
    }

    /** The nodes that read a value, in topological order, once per use; uses inside subgraphs count for the node that holds them. */
    public ImmutableList<Node> consumers(String valueName) {
        return consumers().get(valueName);
    }

    /** The operators of the standard domain that the graph has nodes of, without those in subgraphs. */
    public ImmutableSet<String> standardOperators() {
        ImmutableSet<String> operators = standardOperators;
        if (operators == null) {
            operators = GraphIndex.standardOperators(this);
            standardOperators = operators;
        }
        return operators;
    }

    public boolean isOutput(String valueName) {
        ImmutableSet<String> names = outputNames;
        if (names == null) {
            names = outputs.stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
            outputNames = names;
        }
        return names.contains(valueName);
    }

    /** What is known of a value's type, wherever it is declared: input, constant, intermediate or output. */
    public Optional<TensorType> tensorType(String valueName) {
        Tensor constant = initializers.get(valueName);
        if (constant != null) {
            return Optional.of(TensorType.of(constant.type(), constant.shape()));
        }
        ValueInfo info = declarations().get(valueName);
        return info != null && info.type() instanceof TensorType type ? Optional.of(type) : Optional.empty();
    }

    public Optional<Shape> shape(String valueName) {
        return tensorType(valueName).flatMap(TensorType::shape);
    }

    /** A builder that starts from everything in this graph. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.inputs = inputs;
        builder.outputs = outputs;
        builder.initializers = initializers;
        builder.valueInfos = valueInfos;
        builder.nodes = nodes;
        builder.docString = docString;
        builder.unknownFields = unknownFields;
        return builder;
    }

    public Graph withNodes(List<Node> newNodes) {
        return toBuilder().nodes(newNodes).build();
    }

    /** All value names: inputs, constants and node outputs. */
    public ImmutableSet<String> valueNames() {
        ImmutableSet.Builder<String> names = ImmutableSet.builder();
        inputs.forEach(i -> names.add(i.name()));
        names.addAll(initializers.keySet());
        names.addAll(positions().keySet());
        return names.build();
    }

    private ImmutableMap<String, ValueInfo> declarations() {
        ImmutableMap<String, ValueInfo> index = declarations;
        if (index == null) {
            index = GraphIndex.declarations(this);
            declarations = index;
        }
        return index;
    }

    private Map<String, Integer> positions() {
        Map<String, Integer> index = positions;
        if (index == null) {
            index = GraphIndex.positions(this);
            positions = index;
        }
        return index;
    }

    private ImmutableListMultimap<String, Node> consumers() {
        ImmutableListMultimap<String, Node> index = consumers;
        if (index == null) {
            index = GraphIndex.consumers(this);
            consumers = index;
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph graph
                && name.equals(graph.name)
                && inputs.equals(graph.inputs)
                && outputs.equals(graph.outputs)
                && initializers.equals(graph.initializers)
                && valueInfos.equals(graph.valueInfos)
                && nodes.equals(graph.nodes)
                && docString.equals(graph.docString)
                && unknownFields.equals(graph.unknownFields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, inputs, outputs, initializers.keySet(), nodes);
    }

    @Override
    public String toString() {
        return "graph '" + name + "' " + inputs + " -> " + outputs + ", " + nodes.size() + " nodes";
    }

    /** Collects a graph. Not thread safe. */
    public static final class Builder {
        private String name;
        private List<ValueInfo> inputs = List.of();
        private List<ValueInfo> outputs = List.of();
        private Map<String, Tensor> initializers = ImmutableMap.of();
        private Map<String, ValueInfo> valueInfos = ImmutableMap.of();
        private List<Node> nodes = List.of();
        private String docString = "";
        private Opaque unknownFields = Opaque.empty();

        private Builder(String name) {
            this.name = name;
        }

        public Builder name(String newName) {
            this.name = newName;
            return this;
        }

        public Builder inputs(List<ValueInfo> newInputs) {
            this.inputs = newInputs;
            return this;
        }

        public Builder outputs(List<ValueInfo> newOutputs) {
            this.outputs = newOutputs;
            return this;
        }

        public Builder initializers(Map<String, Tensor> newInitializers) {
            this.initializers = ImmutableMap.copyOf(newInitializers);
            return this;
        }

        /** Adds a constant, or replaces the one of that name. */
        public Builder initializer(String valueName, Tensor tensor) {
            if (initializers instanceof ImmutableMap) {
                initializers = new LinkedHashMap<>(initializers);
            }
            this.initializers.put(valueName, tensor);
            return this;
        }

        public Builder valueInfos(Map<String, ValueInfo> newValueInfos) {
            this.valueInfos = ImmutableMap.copyOf(newValueInfos);
            return this;
        }

        public Builder nodes(List<Node> newNodes) {
            this.nodes = newNodes;
            return this;
        }

        public Builder docString(String text) {
            this.docString = text;
            return this;
        }

        public Builder unknownFields(Opaque fields) {
            this.unknownFields = fields;
            return this;
        }

        public Graph build() {
            return new Graph(this);
        }
    }
}
