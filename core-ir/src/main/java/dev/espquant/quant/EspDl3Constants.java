package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.espdl3.EspDl3;
import java.util.Objects;
import java.util.Optional;

/**
 * Quantizes the constants of a settled plan, rounded as the target rounds: weights and {@link ConstantOperands}. Constants of sums, joins and
 * comparisons are not among them: they have the exponent of the result, so that a constant which several nodes share has several forms.
 */
final class EspDl3Constants {
    private final ExponentPlan plan;
    private final RoundingMode rounding;
    private final QuantizedConstants constants = new QuantizedConstants();

    EspDl3Constants(ExponentPlan plan) {
        this.plan = plan;
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
        } else {
            ConstantOperands.of(plan.graph(), node)
                    .forEach(name ->
                            put(node, name, plan.graph().initializer(name).orElseThrow()));
        }
    }

    private void put(Node node, String name, Tensor tensor) {
        QuantizationParameters parameters =
                Optional.ofNullable(plan.constants().get(name)).orElseThrow();
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
}
