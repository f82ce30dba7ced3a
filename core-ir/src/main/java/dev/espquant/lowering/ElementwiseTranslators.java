package dev.espquant.lowering;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that compute element by element, and Softmax. */
final class ElementwiseTranslators {
    private ElementwiseTranslators() {}

    /** Operators of two operands: constants are quantized operands. */
    static void binary(NodeContext context) {
        List<String> inputs = new ArrayList<>();
        for (String input : context.node().inputs()) {
            inputs.add(context.graph().initializer(input).isEmpty() ? input : context.operand(input));
        }
        context.emit(context.opType(), inputs, context.attributes());
    }

    /** A function of one value without constants; what it reads beside the value are attributes. */
    static void unary(NodeContext context) {
        Map<String, Attribute> attributes = context.attributes();
        Node node = context.node();
        if (node.is("LeakyRelu")) {
            attributes.put("alpha", Attribute.of(node.floatAttribute("alpha", 0.01f)));
        } else if (node.is("HardSigmoid")) {
            attributes.put("alpha", Attribute.of(node.floatAttribute("alpha", 0.2f)));
            attributes.put("beta", Attribute.of(node.floatAttribute("beta", 0.5f)));
        } else if (node.is("Elu")) {
            attributes.put("alpha", Attribute.of(node.floatAttribute("alpha", 1f)));
        } else if (context.opType().equals("Gelu")) {
            attributes.put("approximate", Attribute.of(approximation(node)));
        }
        context.emit(context.opType(), node.inputs().subList(0, 1), attributes);
    }

    /** ONNX Runtime's FastGelu is the approximation by tanh. */
    private static String approximation(Node node) {
        return node.textAttribute("approximate", node.opType().equals("FastGelu") ? "tanh" : "none");
    }

    /** Bounds are integers at the input's exponent, absent ones the ends of the width; and attributes, for tables. */
    static void clip(NodeContext context) {
        clip(
                context,
                context.node().inputs().get(0),
                bound(context, 1, "min", Double.NEGATIVE_INFINITY),
                bound(context, 2, "max", Double.POSITIVE_INFINITY));
    }

    private static double bound(NodeContext context, int input, String attribute, double absent) {
        return context.constantInput(input)
                .map(t -> t.toDoubles()[0])
                .or(() -> context.node().attribute(attribute).map(a ->
                        (double) context.node().floatAttribute(attribute, 0)))
                .orElse(absent);
    }

    /** Max or Min of a value and one number: a Clip with one bound. */
    static void oneBound(NodeContext context) {
        int constant = context.constantInput(0).isPresent() ? 0 : 1;
        double bound = context.constantInput(constant).orElseThrow().toDoubles()[0];
        String value = context.node().inputs().get(1 - constant);
        if (context.node().is("Max")) {
            clip(context, value, bound, Double.POSITIVE_INFINITY);
        } else {
            clip(context, value, Double.NEGATIVE_INFINITY, bound);
        }
    }

    private static void clip(NodeContext context, String value, double least, double largest) {
        Map<String, Attribute> attributes = context.attributes();
        if (Double.isFinite(least)) {
            attributes.put("min", Attribute.of((float) least));
        }
        if (Double.isFinite(largest)) {
            attributes.put("max", Attribute.of((float) largest));
        }
        context.emit(
                "Clip",
                List.of(value, context.scalar("min", least, value), context.scalar("max", largest, value)),
                attributes);
    }

    /** One slope for all is LeakyRelu. One slope for each channel stays a constant {@code [C, 1, 1]}, as the vendor's exporter leaves it. */
    static void slopes(NodeContext context) {
        Node node = context.node();
        Tensor real = context.constantInput(1).orElseThrow();
        if (real.elementCount() == 1) {
            Map<String, Attribute> attributes = context.attributes();
            attributes.put("alpha", Attribute.of((float) real.toDoubles()[0]));
            context.emit("LeakyRelu", node.inputs().subList(0, 1), attributes);
            return;
        }
        QuantizedTensor slopes = context.quantizedConstant(node.inputs().get(1));
        Tensor integers = slopes.integers();
        long[] sizes = new long[context.rank() - 1];
        java.util.Arrays.fill(sizes, 1);
        sizes[0] = integers.elementCount();
        String name = context.draft()
                .constant(
                        node.inputs().get(1),
                        integers.reshaped(sizes),
                        slopes.parameters().exponents());
        context.emit("PRelu", List.of(node.inputs().get(0), name), context.attributes());
    }
}
