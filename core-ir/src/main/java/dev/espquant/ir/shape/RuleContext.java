package dev.espquant.ir.shape;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node as its rule sees it: attributes, opset version and what is known of the inputs. An input that is left out and one of which nothing is
 * known look the same but for {@link #has}.
 */
final class RuleContext {
    private final Node node;
    private final long opset;
    private final List<Inferred> inputs;
    private final SubgraphInference subgraphs;

    /** Infers the outputs of a subgraph of the node, given what is known of the subgraph's inputs. */
    @FunctionalInterface
    interface SubgraphInference {
        List<Inferred> outputs(Graph subgraph, List<Inferred> inputs);
    }

    RuleContext(Node node, long opset, List<Inferred> inputs, SubgraphInference subgraphs) {
        this.node = node;
        this.opset = opset;
        this.inputs = inputs;
        this.subgraphs = subgraphs;
    }

    Node node() {
        return node;
    }

    /** The version of the operator set that the node's operator belongs to. */
    long opset() {
        return opset;
    }

    int inputCount() {
        return inputs.size();
    }

    boolean has(int index) {
        return node.input(index).isPresent();
    }

    Inferred input(int index) {
        return index < inputs.size() ? inputs.get(index) : Inferred.nothing();
    }

    Optional<DataType> type(int index) {
        return input(index).elementType();
    }

    Optional<Shape> shape(int index) {
        return input(index).shape();
    }

    /** The shape of an input that has a fixed number of axes; {@link GraphException} if it has another number. */
    Optional<Shape> shapeOfRank(int index, int rank) {
        shape(index).filter(s -> s.rank() != rank).ifPresent(s -> {
            throw error(index, "must have " + rank + " axes, found " + s).build();
        });
        return shape(index);
    }

    Optional<Elements> elements(int index) {
        return input(index).elements();
    }

    /** The elements of an input as integers, if all are known. */
    Optional<long[]> integers(int index) {
        return elements(index).flatMap(Elements::integers);
    }

    /** The only element of an input as an integer, if it is known. */
    Optional<Long> integer(int index) {
        return integers(index).filter(v -> v.length == 1).map(v -> v[0]);
    }

    /** How many elements a vector input has, known or not: the length of axes, sizes, pads. */
    Optional<Integer> vectorLength(int index) {
        return shape(index).filter(s -> s.rank() == 1 && s.isStatic()).map(s ->
                (int) Math.min(Integer.MAX_VALUE, s.elementCount()));
    }

    /**
     * Integers that older operator sets give as an attribute and newer ones as an input.
     *
     * @return absent if neither is given, unknown if the input is computed at run time
     */
    Parameter parameter(String attribute, int input) {
        if (has(input)) {
            return integers(input).map(Parameter::known).orElse(Parameter.UNKNOWN);
        }
        return node.intsAttribute(attribute).map(Parameter::known).orElse(Parameter.ABSENT);
    }

    /** An attribute that has no default; {@link GraphException} if it is missing. */
    long requiredInt(String attribute) {
        if (node.attribute(attribute).isEmpty()) {
            throw error("the attribute '" + attribute + "' is missing").build();
        }
        return node.intAttribute(attribute, 0);
    }

    boolean flag(String attribute, boolean defaultValue) {
        return node.intAttribute(attribute, defaultValue ? 1 : 0) != 0;
    }

    /** The element type that an attribute names by its ONNX code; empty if the attribute is not there (or 0, which says nothing). */
    Optional<DataType> typeAttribute(String attribute) {
        if (node.attribute(attribute).orElse(null) instanceof Attribute.OfString name) {
            return Optional.of(namedType(attribute, name.text()));
        }
        long code = node.intAttribute(attribute, 0);
        if (code == 0) {
            return Optional.empty();
        }
        return Optional.of(DataType.ofOnnxCode((int) Math.max(-1, Math.min(code, Integer.MAX_VALUE)))
                .orElseThrow(() -> error("the attribute '" + attribute + "' names no element type: " + code)
                        .build()));
    }

    /** Before version 6, {@code Cast} had the name of the type. */
    private DataType namedType(String attribute, String name) {
        return Arrays.stream(DataType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> error("the attribute '" + attribute + "' names no element type: " + name)
                        .build());
    }

    /** An axis from 0 on; negative ones count from the end. {@link GraphException} if there is no such axis. */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw error("axis " + axis + " does not exist: there are " + rank + " axes")
                    .fix("use an axis from " + -rank + " to " + (rank - 1))
                    .build();
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** A computed size; {@link GraphException} if it is negative. */
    Dimension dimension(long size, String what) {
        if (size < 0) {
            throw error(what + " would be " + size + "; no size is negative").build();
        }
        return Dimension.of(size);
    }

    /** The size that two inputs share; {@link GraphException} if two numbers differ. */
    Dimension agree(Dimension a, Dimension b, String rule) {
        return Dimensions.merge(a, b)
                .orElseThrow(() -> error(rule + ", found " + a + " and " + b).build());
    }

    /** The first element type that is known among inputs of one type; {@link GraphException} if two differ. */
    Optional<DataType> commonType(int... indices) {
        Optional<DataType> common = Optional.empty();
        for (int index : indices) {
            Optional<DataType> type = type(index);
            if (common.isPresent() && type.isPresent() && !common.equals(type)) {
                throw error(
                                index,
                                "all operands have one element type, found "
                                        + common.get().onnxName() + " and "
                                        + type.get().onnxName())
                        .fix("insert a Cast")
                        .build();
            }
            common = common.or(() -> type);
        }
        return common;
    }

    /** The outputs of a subgraph that an attribute holds; empty if there is no such attribute. */
    Optional<List<Inferred>> subgraph(String attribute, List<Inferred> subgraphInputs) {
        return node.attribute(attribute)
                .filter(a -> a instanceof Attribute.OfGraph)
                .map(a -> subgraphs.outputs(((Attribute.OfGraph) a).value(), subgraphInputs));
    }

    /** Starts an error about the node; the message lists the inputs with their types. */
    GraphException.Builder error(String reason) {
        return GraphException.because(reason + describeInputs())
                .node(node)
                .fix("correct the node, or export the model again");
    }

    /** Starts an error about one of the node's inputs. */
    GraphException.Builder error(int input, String reason) {
        GraphException.Builder error = error(reason);
        node.input(input).ifPresent(error::value);
        return error;
    }

    private String describeInputs() {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(inputs.size(), 8);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? " (inputs " : ", ")
                    .append(node.inputs().get(i))
                    .append(": ")
                    .append(inputs.get(i).type());
        }
        return text.append(shown == 0 ? "" : shown < inputs.size() ? ", ...)" : ")")
                .toString();
    }
}
