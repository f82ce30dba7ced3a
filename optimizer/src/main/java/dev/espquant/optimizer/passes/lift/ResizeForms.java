package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code Upsample} (up to opset 9) and the first forms of {@code Resize} as the {@code Resize} of today.
 *
 * <p>Both put output element {@code i} at {@code i / scale} of the input ({@code asymmetric}). To the nearest neighbour, an axis that grows takes the
 * element below and one that shrinks the element above: so ONNX Runtime computes operator sets before 11, and so ONNX's tests of that
 * time expect it. A node that does both on different axes becomes two.
 */
final class ResizeForms {
    private ResizeForms() {}

    /** {@code Upsample}: scales are two attributes in opset 1, one up to opset 8, then an input. */
    static List<Node> upsample(Node node, LiftContext graph) {
        Node resize = new Node(
                node.name(),
                "Resize",
                node.domain(),
                node.inputs(),
                node.outputs(),
                node.attributes(),
                node.docString(),
                node.unknownFields());
        Optional<float[]> scales = scaleAttributes(node);
        if (scales.isPresent()) {
            Tensor tensor = Tensor.ofFloats(new long[] {scales.get().length}, scales.get());
            resize = AttributeInputs.withInput(resize, 1, graph.add(node.name() + "_scales", tensor));
        }
        if (node.textAttribute("mode", "nearest").equals("bilinear")) {
            resize = resize.withAttribute("mode", Attribute.of("linear"));
        }
        return first(AttributeInputs.without(resize, "scales", "width_scale", "height_scale"), graph);
    }

    /** {@code Resize} of opset 10 to 17. */
    static List<Node> resize(Node node, LiftContext graph) {
        return graph.opset() < 11 ? first(node, graph) : List.of(withoutEmpty(withKnownMode(node), graph));
    }

    private static Optional<float[]> scaleAttributes(Node node) {
        if (node.attribute("scales").orElse(null) instanceof Attribute.OfFloats list) {
            float[] scales = new float[list.values().size()];
            IntStream.range(0, scales.length)
                    .forEach(i -> scales[i] = list.values().get(i));
            return Optional.of(scales);
        }
        return node.attribute("height_scale").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new float[] {1, 1, node.floatAttribute("height_scale", 1), node.floatAttribute("width_scale", 1)
                        });
    }

    /** The form of opset 10: input 1 has the scales. */
    private static List<Node> first(Node node, LiftContext graph) {
        String scales = node.input(1).orElseThrow(() -> LiftContext.refusal(node, "it has no scales"));
        Node resize = node.withInputs(List.of(node.inputs().get(0), "", scales))
                .withAttribute("coordinate_transformation_mode", Attribute.of("asymmetric"));
        if (!node.textAttribute("mode", "nearest").equals("nearest")) {
            return List.of(resize);
        }
        float[] factors = graph.constant(scales)
                .map(Tensor::toFloats)
                .orElseThrow(
                        () -> LiftContext.refusal(node, "its scales are not constant, so how it rounds is not known"));
        boolean shrinks = IntStream.range(0, factors.length).anyMatch(i -> factors[i] < 1);
        boolean grows = IntStream.range(0, factors.length).anyMatch(i -> factors[i] > 1);
        return shrinks && grows
                ? twice(resize, graph, factors)
                : List.of(resize.withAttribute("nearest_mode", Attribute.of(shrinks ? "ceil" : "floor")));
    }

    private static List<Node> twice(Node node, LiftContext graph, float[] factors) {
        List<Node> nodes = new ArrayList<>();
        String between = graph.fresh(node.name() + "_grown");
        float[] up = factors.clone();
        float[] down = factors.clone();
        for (int i = 0; i < factors.length; i++) {
            up[i] = Math.max(1, factors[i]);
            down[i] = Math.min(1, factors[i]);
        }
        nodes.add(with(node.withName(between).withOutputs(List.of(between)), graph, up, "floor"));
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, between);
        nodes.add(with(node.withInputs(inputs), graph, down, "ceil"));
        return nodes;
    }

    private static Node with(Node node, LiftContext graph, float[] scales, String rounding) {
        Tensor tensor = Tensor.ofFloats(new long[] {scales.length}, scales);
        return AttributeInputs.withInput(node, 2, graph.add(node.name() + "_scales", tensor))
                .withAttribute("nearest_mode", Attribute.of(rounding));
    }

    /** Opset 13 dropped a mode: {@code (i + 0.5) / scale}, whose floor is half_pixel's {@code (i + 0.5) / scale - 0.5} rounded half up. */
    private static Node withKnownMode(Node node) {
        if (!node.textAttribute("coordinate_transformation_mode", "").equals("tf_half_pixel_for_nn")) {
            return node;
        }
        if (!node.textAttribute("nearest_mode", "round_prefer_floor").equals("floor")) {
            throw LiftContext.refusal(
                    node, "coordinate_transformation_mode tf_half_pixel_for_nn has left the operator set");
        }
        return node.withAttribute("coordinate_transformation_mode", Attribute.of("half_pixel"))
                .withAttribute("nearest_mode", Attribute.of("round_prefer_ceil"));
    }

    /** Up to opset 12, an input that says nothing had to be there as an empty tensor. */
    private static Node withoutEmpty(Node node, LiftContext graph) {
        List<String> inputs = new ArrayList<>(node.inputs());
        for (int i = 1; i < inputs.size(); i++) {
            if (graph.shape(inputs.get(i)).filter(Shape.of(0)::equals).isPresent()) {
                inputs.set(i, "");
            }
        }
        return node.withInputs(inputs);
    }
}
