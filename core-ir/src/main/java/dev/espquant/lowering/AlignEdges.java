package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.EdgeIntegers;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorSupport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a conversion on every edge whose two ends disagree: {@code RequantizeLinear} between integers of different width or exponent,
 * {@code QuantizeLinear} behind a value that the runtime gives as floats. Readers that need the same integers share one conversion.
 *
 * <p>The runtime adds, joins and copies integers without looking at exponents, so every input of such an operator must have the exponent of its
 * output; it compares them so too, and all inputs of a comparison must have one. All others take what comes, in their own width.
 */
final class AlignEdges implements LoweringStep {
    private final QuantizedGraph quantized;
    private final OperatorSupport operators;

    AlignEdges(QuantizedGraph quantized) {
        this.quantized = quantized;
        this.operators = quantized.runtime().operators();
    }

    /** What a reader needs of a value. */
    private record Need(String value, DataType type, int exponent) {}

    @Override
    public Draft apply(Draft draft) {
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        Map<Need, String> converted = new HashMap<>();
        for (Node node : draft.nodes()) {
            List<String> inputs = new ArrayList<>();
            for (String input : node.inputs()) {
                inputs.add(
                        isConvertible(draft, node, input)
                                ? supply(builder, need(draft, node, input), converted)
                                : input);
            }
            builder.node(node.withInputs(inputs));
            node.outputs().forEach(output -> builder.value(output, draft.value(output)));
        }
        return builder.build();
    }

    /** Truths pass from node to node as they are. */
    private static boolean isConvertible(Draft draft, Node node, String input) {
        DraftValue value = draft.values().get(input);
        return value != null && !value.isTruth() && !QuantType.isReal(node);
    }

    private Need need(Draft draft, Node node, String input) {
        DataType type = QuantType.integers(node);
        DraftValue value = draft.value(input);
        if (follows(node, ExponentRule.ALL_EQUAL) || follows(node, ExponentRule.SAME_AS_INPUT)) {
            return new Need(input, type, draft.value(node.output()).exponent());
        }
        if (follows(node, ExponentRule.COMPARED_INPUTS)) {
            return new Need(input, type, EdgeIntegers.of(quantized).exponent(original(node), input));
        }
        QuantizationParameters own = value.isFloat()
                ? quantized.parameters(input)
                : QuantizationParameters.perTensor(
                        value.type() == DataType.INT16 ? BitWidth.INT16 : BitWidth.INT8, value.exponent());
        BitWidth width = QuantType.is16(node) ? BitWidth.INT16 : BitWidth.INT8;
        return new Need(input, type, EdgeIntegers.inWidth(own, width));
    }

    private boolean follows(Node node, ExponentRule exponents) {
        return operators
                .rule(node)
                .filter(rule -> rule.exponents() == exponents)
                .isPresent();
    }

    /** The node of the model that a comparison was: its constants are those that the common exponent must hold. */
    private Node original(Node comparison) {
        return quantized.graph().producer(comparison.output()).orElseThrow();
    }

    private static String supply(DraftBuilder builder, Need need, Map<Need, String> converted) {
        DraftValue value = builder.value(need.value());
        if (value.type() == need.type() && value.exponent() == need.exponent()) {
            return need.value();
        }
        return converted.computeIfAbsent(need, n -> convert(builder, n, value));
    }

    /** Scale and zero point are there because the runtime reads the node as ONNX has it; the exponents of the values decide. */
    private static String convert(DraftBuilder builder, Need need, DraftValue value) {
        String opType = value.isFloat() ? "QuantizeLinear" : "RequantizeLinear";
        String output = builder.freeValue(need.value() + "_e" + need.exponent());
        String scale = builder.plain(
                output + "_scale", Tensor.ofFloats(new long[] {1}, (float) Math.scalb(1.0, need.exponent())));
        String zero = builder.constant(
                output + "_zero_point", IntegerTensors.of(need.type(), new long[] {1}, 0), ImmutableIntArray.of(0));
        builder.node(Node.of(
                builder.freeNode(output),
                opType,
                List.of(need.value(), scale, zero),
                List.of(output),
                Map.of(QuantType.NAME, QuantType.of(need.type()))));
        builder.value(output, value.withIntegers(need.type(), need.exponent()));
        return output;
    }
}
