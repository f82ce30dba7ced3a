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

    /** Add, Sub, Mul, Div: constants are quantized operands. */
    static void binary(NodeContext context) {
        List<String> inputs = new ArrayList<>();
        for (String input : context.node().inputs()) {
            inputs.add(context.graph().initializer(input).isEmpty() ? input : operand(context, input));
        }
        context.emit(context.node().opType(), inputs, context.attributes());
    }

    private static String operand(NodeContext context, String name) {
        QuantizedTensor tensor = context.quantizedConstant(name);
        return context.draft()
                .constant(name, tensor.integers(), tensor.parameters().exponents());
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
        }
        context.emit(node.opType(), node.inputs().subList(0, 1), attributes);
    }

    /** Bounds are integers at the input's exponent; absent ones are the ends of the width. */
    static void clip(NodeContext context) {
        Node node = context.node();
        double least = bound(context, 1, "min", Double.NEGATIVE_INFINITY);
        double largest = bound(context, 2, "max", Double.POSITIVE_INFINITY);
        context.emit(
                "Clip",
                List.of(node.inputs().get(0), context.scalar("min", least), context.scalar("max", largest)),
                context.attributes());
    }

    static double bound(NodeContext context, int input, String attribute, double absent) {
        return context.constantInput(input)
                .map(t -> t.toDoubles()[0])
                .or(() -> context.node().attribute(attribute).map(a ->
                        (double) context.node().floatAttribute(attribute, 0)))
                .orElse(absent);
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

    /** Before operator set 13, everything from the axis on is one axis; conditions allow only where that makes no difference. */
    static void softmax(NodeContext context) {
        Node node = context.node();
        Map<String, Attribute> attributes = context.attributes();
        int rank = context.rank();
        boolean flattens = context.opset() < 13;
        int axis = context.axis("axis", flattens ? 1 : -1, rank);
        long[] sizes = context.sizes(node.inputs().get(0));
        for (int i = axis + 1; flattens && i < rank; i++) {
            if (sizes[i] != 1) {
                throw context.error("before operator set 13 it runs over all axes from " + axis
                                + " on together, which the runtime cannot")
                        .fix("put Flatten in front of it, or export the model with operator set 13 or later")
                        .buildUnsupported();
            }
        }
        attributes.put("axis", Attribute.of(axis));
        context.emit(node.opType(), node.inputs().subList(0, 1), attributes);
    }
}
