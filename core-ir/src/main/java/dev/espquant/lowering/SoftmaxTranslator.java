package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import java.util.List;
import java.util.Map;

/**
 * Softmax and LogSoftmax over one axis. Before operator set 13 they run over all axes from theirs on together: where those have more than one
 * element outside of the first, the value is brought to rows and back.
 */
final class SoftmaxTranslator {
    private static final int ONE_AXIS = 13;

    private SoftmaxTranslator() {}

    static void translate(NodeContext context) {
        Node node = context.node();
        boolean together = context.opset() < ONE_AXIS;
        long[] sizes = context.sizes(node.inputs().get(0));
        int axis = context.axis("axis", together ? 1 : -1, sizes.length);
        if (together && product(sizes, axis + 1, sizes.length) != 1) {
            overRows(context, sizes, axis);
            return;
        }
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("axis", Attribute.of(axis));
        context.emit(node.opType(), node.inputs().subList(0, 1), attributes);
    }

    private static void overRows(NodeContext context, long[] sizes, int axis) {
        Node node = context.node();
        DraftBuilder draft = context.draft();
        long[] rows = {product(sizes, 0, axis), product(sizes, axis, sizes.length)};
        String before = draft.freeValue(node.name() + "_rows");
        draft.value(
                before,
                DraftValue.of(context.bits().dataType(), context.inputExponent(), ImmutableLongArray.copyOf(rows)));
        draft.node(reshape(context, node.inputs().get(0), before, "rows", rows, QuantType.of(context.bits())));
        String after = draft.freeValue(node.name() + "_real_rows");
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("axis", Attribute.of(1));
        draft.node(Node.of(draft.freeNode(after), node.opType(), List.of(before), List.of(after), attributes));
        draft.value(after, DraftValue.of(DataType.FLOAT, 0, ImmutableLongArray.copyOf(rows)));
        draft.node(reshape(context, after, node.output(), "sizes", sizes, QuantType.of(DataType.FLOAT)));
        draft.value(node.output(), context.declared(node.output()));
    }

    private static Node reshape(
            NodeContext context, String input, String output, String role, long[] sizes, Attribute quantType) {
        return Node.of(
                context.draft().freeNode(context.node().name() + "_to_" + role),
                "Reshape",
                List.of(input, context.vector(role, sizes)),
                List.of(output),
                Map.of("allowzero", Attribute.of(0), QuantType.NAME, quantType));
    }

    private static long product(long[] sizes, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= sizes[i];
        }
        return product;
    }
}
