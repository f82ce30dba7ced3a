package dev.espquant.exporter.qdq;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a model to operator set 13, the first that can describe integers per channel: arguments that were attributes become inputs. From 13 on,
 * nothing that a target runs has changed up to 21. Source: the version history of each operator in the ONNX specification.
 */
final class OpsetUpgrade {
    /** Broadcasting as it is today. */
    private static final int OLDEST = 7;

    private final Graph graph;
    private final long opset;
    private final QdqNames names;
    private final Map<String, Tensor> initializers;

    private OpsetUpgrade(Model model) {
        this.graph = model.graph();
        this.opset = model.opset();
        this.names = QdqNames.of(graph);
        this.initializers = new LinkedHashMap<>(graph.initializers());
    }

    /** The graph in terms of operator set 13 or later; {@link GraphException} if a node does not exist there. */
    static Graph upgrade(Model model) {
        if (model.opset() < OLDEST) {
            throw GraphException.because("operator set " + model.opset() + " is too old for this format")
                    .fix("convert the model to opset " + OLDEST + " or later")
                    .buildUnsupported();
        }
        OpsetUpgrade upgrade = new OpsetUpgrade(model);
        List<Node> nodes = upgrade.graph.nodes().stream().map(upgrade::upgrade).toList();
        return model.graph().toBuilder()
                .nodes(nodes)
                .initializers(upgrade.initializers)
                .build();
    }

    private Node upgrade(Node node) {
        if (!node.domain().isEmpty()) {
            return node;
        }
        return switch (node.opType()) {
            case "Dropout" -> identity(node);
            case "Slice" -> opset < 10 ? argumentsOf(node, "starts", "ends", "axes") : node;
            case "Clip" -> opset < 11 ? argumentsOf(node, "min", "max") : node;
            case "Pad" -> opset < 11 ? argumentsOf(node, "pads", "value") : node;
            case "Resize" -> opset < 11 ? resize(node) : node;
            case "Squeeze", "Unsqueeze" -> opset < 13 ? argumentsOf(node, "axes") : node;
            case "Softmax" -> opset < 13 ? softmax(node) : node;
            default -> node;
        };
    }

    private static Node identity(Node node) {
        return Node.of(
                node.name(),
                "Identity",
                node.inputs().subList(0, 1),
                node.outputs().subList(0, 1));
    }

    /** Makes attributes, those that are there, the inputs behind the first. */
    private Node argumentsOf(Node node, String... attributes) {
        List<String> inputs = new ArrayList<>(node.inputs().subList(0, 1));
        Map<String, Attribute> rest = new LinkedHashMap<>(node.attributes());
        for (String name : attributes) {
            Attribute value = rest.remove(name);
            inputs.add(value == null ? "" : constant(node, name, value));
        }
        return node.withInputs(inputs).withAttributes(rest);
    }

    private String constant(Node node, String role, Attribute value) {
        String name = names.of(node.output(), role);
        if (value instanceof Attribute.OfInts integers) {
            initializers.put(name, Tensor.vector(integers.values().toArray()));
        } else if (value instanceof Attribute.OfFloat number) {
            initializers.put(name, Tensor.ofFloats(new long[0], number.value()));
        } else {
            throw GraphException.because("attribute '" + role + "' must be integers or a float, found " + value)
                    .node(node)
                    .build();
        }
        return name;
    }

    /** Opset 10 had no region of interest, and one way to find the source of a pixel. */
    private static Node resize(Node node) {
        return node.withInputs(List.of(node.inputs().get(0), "", node.inputs().get(1)))
                .withAttribute("coordinate_transformation_mode", Attribute.of("asymmetric"))
                .withAttribute("nearest_mode", Attribute.of("floor"));
    }

    /** Before opset 13 all axes from {@code axis} on were one; with the last axis that is what it is today. */
    private Node softmax(Node node) {
        long axis = node.intAttribute("axis", 1);
        int rank = graph.shape(node.inputs().get(0)).map(shape -> shape.rank()).orElseThrow(() -> unknownRank(node));
        if (axis != -1 && axis != rank - 1) {
            throw GraphException.because("before opset 13, Softmax over axis " + axis + " of " + rank
                            + " takes all later axes with it, which this format cannot say")
                    .node(node)
                    .fix("convert the model to opset 13 or later")
                    .buildUnsupported();
        }
        return node.withAttribute("axis", Attribute.of(-1));
    }

    private static GraphException unknownRank(Node node) {
        return GraphException.because("the rank of its input is not known")
                .node(node)
                .fix("give the model fixed input shapes")
                .build();
    }
}
