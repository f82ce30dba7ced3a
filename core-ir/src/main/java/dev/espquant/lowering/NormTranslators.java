package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Norms of rows. LayerNormalization has integers for its constants, RMSNormalization float32, as kernels of the runtime read them. */
final class NormTranslators {
    private static final float EPSILON = 1e-5f;

    private NormTranslators() {}

    /** Scale, and offset where there is one, are integers of the node's width. */
    static void layer(NodeContext context) {
        Node node = context.node();
        List<String> inputs = new ArrayList<>(node.inputs().subList(0, 1));
        inputs.add(integers(context, 1));
        if (node.input(2).isPresent()) {
            inputs.add(integers(context, 2));
        }
        context.emit("LayerNormalization", inputs, rows(context));
    }

    static void rootMeanSquare(NodeContext context) {
        Tensor scale = context.constantInput(1).orElseThrow();
        String name = context.draft()
                .constant(
                        context.node().inputs().get(1),
                        Tensor.ofFloats(new long[] {scale.elementCount()}, floats(scale)),
                        ImmutableIntArray.of(0));
        context.emit("RMSNormalization", List.of(context.node().inputs().get(0), name), rows(context));
    }

    static void lp(NodeContext context) {
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("axis", Attribute.of(context.axis("axis", -1, context.rank())));
        attributes.put("p", Attribute.of(context.node().intAttribute("p", 2)));
        context.emit("LpNormalization", context.node().inputs().subList(0, 1), attributes);
    }

    private static Map<String, Attribute> rows(NodeContext context) {
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("axis", Attribute.of(context.axis("axis", -1, context.rank())));
        attributes.put("epsilon", Attribute.of(context.node().floatAttribute("epsilon", EPSILON)));
        return attributes;
    }

    private static String integers(NodeContext context, int input) {
        String name = context.node().inputs().get(input);
        QuantizedTensor tensor = context.quantizedConstant(name);
        Tensor row = tensor.integers().reshaped(tensor.integers().elementCount());
        return context.draft().constant(name, row, tensor.parameters().exponents());
    }

    private static float[] floats(Tensor tensor) {
        double[] values = tensor.toDoubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
