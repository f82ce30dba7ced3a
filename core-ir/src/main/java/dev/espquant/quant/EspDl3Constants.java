package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.espdl3.EspDl3;
import java.util.Objects;
import java.util.Optional;

/**
 * Quantizes the constants of a settled plan, rounded as the target rounds: weights, slopes, operands. Operands of sums and parts of a Concat have
 * the exponent of the result.
 */
final class EspDl3Constants {
    private final ExponentPlan plan;
    private final EdgeIntegers edges;
    private final RoundingMode rounding;
    private final QuantizedConstants constants = new QuantizedConstants();

    EspDl3Constants(ExponentPlan plan) {
        this.plan = plan;
        this.edges = new EdgeIntegers(
                plan.graph(),
                plan.facts().operators(),
                name -> Optional.ofNullable(plan.values().get(name)).orElseThrow());
        this.rounding = EspDl3.arithmetic(plan.facts()).shiftRounding();
    }

    ImmutableMap<String, QuantizedTensor> quantize() {
        plan.graph().nodes().forEach(this::quantize);
        return constants.build();
    }

    private void quantize(Node node) {
        Optional<WeightedLayer> layer = WeightedLayer.of(plan.graph(), node);
        if (layer.isPresent()) {
            put(node, layer.get().weightsName(), layer.get().weights());
        } else if (node.is("PRelu")) {
            put(node, node.inputs().get(1), constant(node.inputs().get(1)).orElseThrow());
        } else if (node.domain().isEmpty() && isOperandTaking(node)) {
            node.inputs().forEach(input -> constant(input).ifPresent(tensor -> operand(node, input, tensor)));
        }
    }

    private static boolean isOperandTaking(Node node) {
        return switch (node.opType()) {
            case "Add", "Sub", "Mul", "Div", "Concat" -> true;
            default -> false; // other operators' constants are arguments, not operands
        };
    }

    private void operand(Node node, String name, Tensor tensor) {
        if (edges.takesOutputsExponent(node)) {
            put(
                    node,
                    name,
                    tensor,
                    QuantizationParameters.perTensor(edges.bits(node), edges.exponent(node, node.output())));
        } else {
            put(node, name, tensor);
        }
    }

    private void put(Node node, String name, Tensor tensor) {
        put(node, name, tensor, Optional.ofNullable(plan.constants().get(name)).orElseThrow());
    }

    private void put(Node node, String name, Tensor tensor, QuantizationParameters parameters) {
        QuantizedTensor integers;
        try {
            integers = Quantizer.quantize(tensor, parameters, rounding);
        } catch (GraphException e) {
            throw GraphException.because(Objects.requireNonNullElse(e.getMessage(), "it cannot be quantized"))
                    .node(node)
                    .value(name)
                    .cause(e)
                    .build();
        }
        constants.put(node, name, integers);
    }

    private Optional<Tensor> constant(String name) {
        return plan.graph().initializer(name);
    }
}
