package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Operators that convert between real and quantized numbers. */
final class QuantizationRules {
    private QuantizationRules() {}

    /** {@code QuantizeLinear}: the zero point's type, or what {@code output_dtype} (version 21) says; {@code uint8} without either. */
    static Inferred quantize(RuleContext node) {
        Optional<DataType> type =
                node.has(2) ? node.type(2) : node.typeAttribute("output_dtype").or(() -> Optional.of(DataType.UINT8));
        return Inferred.of(type, node.shape(0));
    }

    /** {@code DequantizeLinear}: what {@code output_dtype} (version 23) says, or the scale's type. */
    static Inferred dequantize(RuleContext node) {
        return Inferred.of(node.typeAttribute("output_dtype").or(() -> node.type(1)), node.shape(0));
    }

    /** {@code DynamicQuantizeLinear}: {@code uint8} values, their scale and their zero point. */
    static List<Inferred> dynamicQuantize(RuleContext node) {
        return List.of(
                Inferred.of(Optional.of(DataType.UINT8), node.shape(0)),
                Inferred.of(DataType.FLOAT, Shape.of()),
                Inferred.of(DataType.UINT8, Shape.of()));
    }

    /** Quantized operators with two operands, each followed by scale and zero point ({@code QLinearAdd}, {@code QLinearMul}). */
    static Inferred binary(RuleContext node) {
        if (node.shape(0).isEmpty() || node.shape(3).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape a = node.shape(0).get();
        Shape b = node.shape(3).get();
        Shape common = Broadcast.shapes(a, b)
                .orElseThrow(() -> node.error("shapes " + a + " and " + b + " do not broadcast")
                        .build());
        return Inferred.of(node.type(0), Optional.of(common));
    }
}
