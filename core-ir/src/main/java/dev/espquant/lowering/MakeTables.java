package dev.espquant.lowering;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Functions of one value as tables. At 8 bits every function but Relu gets a table of 256 entries, for -128 to 127 in order. At 16 bits the
 * runtime computes the functions that it has a module for in floats, which is more exact than a table; the others become its operator
 * {@code LUT} with an entry every {@value #STEP} integers, of which it takes the nearest.
 *
 * <p>An entry is the function's value, a float32, at the output's exponent, rounded as the target rounds, saturated.
 */
final class MakeTables implements LoweringStep {
    /** Distance of entries at 16 bits: 4097 entries of 2 bytes. */
    static final int STEP = 16;

    private final RoundingMode rounding;

    MakeTables(RoundingMode rounding) {
        this.rounding = rounding;
    }

    @Override
    public Draft apply(Draft draft) {
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        Map<String, Integer> counts = new HashMap<>();
        for (Node node : draft.nodes()) {
            builder.node(wantsTable(draft, node) ? withTable(draft, node, builder, counts) : node);
            node.outputs().forEach(output -> builder.value(output, draft.value(output)));
        }
        return builder.build();
    }

    private static boolean wantsTable(Draft draft, Node node) {
        if (QuantType.is16(node)) {
            return Curves.isTableOnly(node.opType()) || (node.is("Clip") && boundsAreOutOfReach(draft, node));
        }
        return node.is("Clip") || (Curves.NAMES.contains(node.opType()) && !node.is("Relu"));
    }

    /** Whether a bound that every input exceeds cannot be said in integers of the input. */
    private static boolean boundsAreOutOfReach(Draft draft, Node node) {
        int exponent = draft.value(node.inputs().get(0)).exponent();
        return Curves.least(node) > Math.scalb((double) BitWidth.INT16.max(), exponent)
                || Curves.largest(node) < Math.scalb((double) BitWidth.INT16.min(), exponent);
    }

    private Node withTable(Draft draft, Node node, DraftBuilder builder, Map<String, Integer> counts) {
        DraftValue output = draft.value(node.output());
        int input = draft.value(node.inputs().get(0)).exponent();
        int step = QuantType.is16(node) ? STEP : 1;
        BitWidth bits = QuantType.is16(node) ? BitWidth.INT16 : BitWidth.INT8;
        Tensor table = table(Curves.of(node), input, output.exponent(), bits, step, rounding);
        int number = counts.merge(node.opType(), 1, Integer::sum) - 1;
        String name = builder.table(node.opType() + "_lut_" + number, table, output.exponent());
        Node result = node.withAttribute("lut", Attribute.of(name));
        if (!Curves.isTableOnly(node.opType()) && bits == BitWidth.INT8) {
            return result;
        }
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put(QuantType.NAME, QuantType.of(bits));
        attributes.put("lut", Attribute.of(name));
        attributes.put("original_op_type", Attribute.of(node.opType()));
        if (bits == BitWidth.INT16) {
            attributes.put("int16_lut_step", Attribute.of(step));
        }
        return Node.of(node.name(), "LUT", node.inputs().subList(0, 1), node.outputs(), attributes);
    }

    /** The entries of a function. */
    static Tensor table(
            DoubleUnaryOperator function, int input, int output, BitWidth bits, int step, RoundingMode rounding) {
        boolean sampled = bits == BitWidth.INT16;
        int count = (bits.max() - bits.min() + 1) / step + (sampled ? 1 : 0);
        long[] entries = new long[count];
        for (int i = 0; i < count; i++) {
            double x = Math.scalb((double) bits.min() + (double) i * step, input);
            double y = Math.scalb((double) (float) function.applyAsDouble(x), -output);
            entries[i] = bits.saturate((long) rounding.round(Math.max(-1e9, Math.min(1e9, y))));
        }
        return IntegerTensors.of(sampled ? DataType.INT16 : DataType.INT8, new long[] {count}, entries);
    }
}
