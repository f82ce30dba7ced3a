package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operator of a graph.
 *
 * @param name the node's name; may be empty or shared in files, the reader makes it unique
 * @param opType the operator, such as {@code Conv}
 * @param domain the operator set; empty for the standard {@code ai.onnx}
 * @param inputs value names in order; an empty name is an optional input that is left out
 * @param outputs value names in order; an empty name is an optional output that is left out
 * @param attributes by name, in the order of the file
 * @param docString free text, may be empty
 * @param unknownFields what the file said beyond these, for the writer: a serialized {@code NodeProto} without them
 */
public record Node(
        String name,
        String opType,
        String domain,
        ImmutableList<String> inputs,
        ImmutableList<String> outputs,
        ImmutableMap<String, Attribute> attributes,
        String docString,
        Opaque unknownFields) {

    public static Node of(
            String name, String opType, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
        return new Node(
                name,
                opType,
                "",
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(outputs),
                ImmutableMap.copyOf(attributes),
                "",
                Opaque.empty());
    }

    public static Node of(String name, String opType, List<String> inputs, List<String> outputs) {
        return of(name, opType, inputs, outputs, Map.of());
    }

    /** Whether this is the operator of that name in the standard domain. */
    public boolean is(String standardOpType) {
        return domain.isEmpty() && opType.equals(standardOpType);
    }

    /** The input at an index; empty where it is left out. */
    public Optional<String> input(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty()
                ? Optional.of(inputs.get(index))
                : Optional.empty();
    }

    /** The first output's name. Every operator that this toolkit computes has one. */
    public String output() {
        return outputs.get(0);
    }

    /** Whether an attribute holds a graph, which may read the values around the node. */
    public boolean hasSubgraphs() {
        for (Attribute attribute : attributes.values()) {
            if (attribute instanceof Attribute.OfGraph || attribute instanceof Attribute.OfGraphs) {
                return true;
            }
        }
        return false;
    }

    public Optional<Attribute> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }

    /** An integer attribute or its default; {@link GraphException} if the attribute is of another kind. */
    public long intAttribute(String attributeName, long defaultValue) {
        return attribute(attributeName)
                .map(a -> a instanceof Attribute.OfInt i ? i.value() : wrongKind(attributeName, "an integer", 0L))
                .orElse(defaultValue);
    }

    /** A float attribute or its default; {@link GraphException} if the attribute is of another kind. */
    public float floatAttribute(String attributeName, float defaultValue) {
        return attribute(attributeName)
                .map(a -> a instanceof Attribute.OfFloat f ? f.value() : wrongKind(attributeName, "a float", 0f))
                .orElse(defaultValue);
    }

    /** A text attribute or its default; {@link GraphException} if the attribute is of another kind. */
    public String textAttribute(String attributeName, String defaultValue) {
        return attribute(attributeName)
                .map(a -> a instanceof Attribute.OfString s ? s.text() : wrongKind(attributeName, "a string", ""))
                .orElse(defaultValue);
    }

    /** A list of integers, empty if absent; {@link GraphException} if the attribute is of another kind. */
    public Optional<long[]> intsAttribute(String attributeName) {
        return attribute(attributeName)
                .map(a -> a instanceof Attribute.OfInts i
                        ? i.values().toArray()
                        : wrongKind(attributeName, "a list of integers", new long[0]));
    }

    public Node withName(String newName) {
        return new Node(newName, opType, domain, inputs, outputs, attributes, docString, unknownFields);
    }

    public Node withInputs(List<String> newInputs) {
        return new Node(
                name, opType, domain, ImmutableList.copyOf(newInputs), outputs, attributes, docString, unknownFields);
    }

    public Node withOutputs(List<String> newOutputs) {
        return new Node(
                name, opType, domain, inputs, ImmutableList.copyOf(newOutputs), attributes, docString, unknownFields);
    }

    public Node withAttributes(Map<String, Attribute> newAttributes) {
        return new Node(
                name, opType, domain, inputs, outputs, ImmutableMap.copyOf(newAttributes), docString, unknownFields);
    }

    /** The same node with one attribute set or replaced. */
    public Node withAttribute(String attributeName, Attribute value) {
        ImmutableMap.Builder<String, Attribute> result = ImmutableMap.builder();
        attributes.forEach((key, old) -> {
            if (!key.equals(attributeName)) {
                result.put(key, old);
            }
        });
        return withAttributes(result.put(attributeName, value).buildOrThrow());
    }

    private <T> T wrongKind(String attributeName, String expected, T unused) {
        throw GraphException.because("attribute '" + attributeName + "' must be " + expected + ", found "
                        + attributes.get(attributeName))
                .node(this)
                .fix("export the model again, or mend the attribute")
                .build();
    }

    @Override
    public String toString() {
        return opType + " '" + name + "' " + inputs + " -> " + outputs;
    }
}
