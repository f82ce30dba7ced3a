package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import java.util.Arrays;
import java.util.List;

/** Operators and values of attributes that have another name today, and attributes that have gone. */
final class Renamed {
    private Renamed() {}

    /** {@code Scatter} up to opset 10. */
    static List<Node> scatter(Node node, LiftContext graph) {
        return List.of(new Node(
                node.name(),
                "ScatterElements",
                node.domain(),
                node.inputs(),
                node.outputs(),
                node.attributes(),
                node.docString(),
                node.unknownFields()));
    }

    /** {@code Cast} before opset 6 had the name of the type. */
    static List<Node> cast(Node node, LiftContext graph) {
        if (!(node.attribute("to").orElse(null) instanceof Attribute.OfString name)) {
            return List.of(node);
        }
        DataType type = Arrays.stream(DataType.values())
                .filter(t -> t.name().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> LiftContext.refusal(node, "there is no element type '" + name.text() + "'"));
        return List.of(node.withAttribute("to", Attribute.of((long) type.onnxCode())));
    }

    /** {@code RoiAlign} up to opset 15 had no choice of coordinates, and not the one that is the default today. */
    static List<Node> roiAlign(Node node, LiftContext graph) {
        return List.of(node.withAttribute("coordinate_transformation_mode", Attribute.of("output_half_pixel")));
    }

    /** Attributes that said what no runtime needs to know. */
    static LiftRule dropping(String... attributes) {
        return (node, graph) -> List.of(AttributeInputs.without(node, attributes));
    }

    /** Operators and forms that have left the operator set without a successor. */
    static LiftRule gone() {
        return (node, graph) -> {
            throw LiftContext.refusal(node, "newer operator sets do not have it");
        };
    }
}
