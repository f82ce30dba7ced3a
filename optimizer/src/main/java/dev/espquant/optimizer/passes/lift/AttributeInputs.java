package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What older operator sets give as an attribute and newer ones as an input: the attribute becomes a constant. */
final class AttributeInputs {
    private AttributeInputs() {}

    /** Axes, an attribute up to opset 12 or 17; an empty list says the same as none: all axes. */
    static List<Node> axes(Node node, LiftContext graph) {
        return List.of(moved(node, graph, "axes", 1, false));
    }

    /** {@code Unsqueeze} up to opset 12: as for axes, but an empty list adds none. */
    static List<Node> unsqueeze(Node node, LiftContext graph) {
        return List.of(moved(node, graph, "axes", 1, true));
    }

    /** {@code Slice} up to opset 9. */
    static List<Node> slice(Node node, LiftContext graph) {
        Node starts = moved(node, graph, "starts", 1, true);
        return List.of(moved(moved(starts, graph, "ends", 2, true), graph, "axes", 3, false));
    }

    /** {@code Reshape} up to opset 4. */
    static List<Node> reshape(Node node, LiftContext graph) {
        return List.of(moved(node, graph, "shape", 1, true));
    }

    /** {@code TopK} up to opset 9. */
    static List<Node> topK(Node node, LiftContext graph) {
        Tensor k = Tensor.vector(node.intAttribute("k", 1));
        return List.of(without(withInput(node, 1, graph.add(node.name() + "_k", k)), "k"));
    }

    /** {@code Split} up to opset 12; from 18 on a node without lengths says into how many parts it splits. */
    static List<Node> split(Node node, LiftContext graph) {
        Node moved = moved(node, graph, "split", 1, false);
        return List.of(
                moved.input(1).isPresent()
                        ? moved
                        : moved.withAttribute("num_outputs", Attribute.of((long)
                                node.outputs().size())));
    }

    /** {@code Clip} up to opset 10. A bound that is left out is the largest number, which bounds nothing. */
    static List<Node> clip(Node node, LiftContext graph) {
        List<Node> nodes = new ArrayList<>();
        Node clip = node;
        for (String bound : List.of("min", "max")) {
            if (node.attribute(bound).isPresent()) {
                int index = bound.equals("min") ? 1 : 2;
                clip = withInput(clip, index, scalar(node, graph, bound, node.floatAttribute(bound, 0), nodes));
            }
        }
        nodes.add(without(clip, "min", "max"));
        return nodes;
    }

    /** {@code Pad} up to opset 10; its attribute had another name in opset 1. */
    static List<Node> pad(Node node, LiftContext graph) {
        List<Node> nodes = new ArrayList<>();
        String pads = node.attribute("paddings").isPresent() ? "paddings" : "pads";
        Node pad = moved(node, graph, pads, 1, true);
        float value = node.floatAttribute("value", 0);
        if (value != 0) {
            pad = withInput(pad, 2, scalar(node, graph, "value", value, nodes));
        }
        nodes.add(without(pad, "value"));
        return nodes;
    }

    private static Node moved(Node node, LiftContext graph, String attribute, int index, boolean evenEmpty) {
        Node rest = without(node, attribute);
        return node.intsAttribute(attribute)
                .filter(values -> evenEmpty || values.length > 0)
                .map(values -> withInput(rest, index, graph.add(node.name() + "_" + attribute, Tensor.vector(values))))
                .orElse(rest);
    }

    /** A constant of the element type of the node's input 0. */
    private static String scalar(Node node, LiftContext graph, String what, float value, List<Node> nodes) {
        DataType type = graph.elementType(node.inputs().get(0))
                .orElseThrow(() -> LiftContext.refusal(
                        node, "the element type of its input is not known, so '" + what + "' cannot become an input"));
        String name = graph.add(node.name() + "_" + what, Tensor.ofFloats(new long[0], value));
        if (type == DataType.FLOAT) {
            return name;
        }
        String cast = graph.fresh(name + "_cast");
        nodes.add(Node.of(
                cast, "Cast", List.of(name), List.of(cast), Map.of("to", Attribute.of((long) type.onnxCode()))));
        return cast;
    }

    /** A node with one more input, those before it left out where the node does not have them. */
    static Node withInput(Node node, int index, String value) {
        List<String> inputs = new ArrayList<>(node.inputs());
        while (inputs.size() <= index) {
            inputs.add("");
        }
        inputs.set(index, value);
        return node.withInputs(inputs);
    }

    static Node without(Node node, String... attributes) {
        Map<String, Attribute> rest = new LinkedHashMap<>(node.attributes());
        rest.keySet().removeAll(Set.of(attributes));
        return node.withAttributes(rest);
    }
}
