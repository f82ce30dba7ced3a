package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;

/**
 * A model in integers for one chip and one runtime: the graph, the integers of every constant and the meaning of every value's integers.
 *
 * @param model the float model that it stands for, shapes known
 * @param target the chip
 * @param runtime the chip's facts under the runtime that will execute the model
 * @param scheme width and granularity
 * @param values parameters of every input and every node output
 * @param constants integers of weights, biases, slopes and other constants that take part in arithmetic, by value name (a LeakyRelu's alpha:
 *     {@code <node name>_alpha}, shape []); constants that only shape data (the target of a Reshape) stay in the graph
 */
public record QuantizedGraph(
        Model model,
        Target target,
        TargetRuntime runtime,
        QuantizationScheme scheme,
        ImmutableMap<String, QuantizationParameters> values,
        ImmutableMap<String, QuantizedTensor> constants) {

    public Graph graph() {
        return model.graph();
    }

    /** The parameters of a value; {@link GraphException} if it is none of this graph's. */
    public QuantizationParameters parameters(String value) {
        QuantizationParameters found = values.get(value);
        if (found != null) {
            return found;
        }
        return constant(value).parameters();
    }

    /** The exponent of a value that has one. */
    public int exponent(String value) {
        return parameters(value).exponent();
    }

    /** The integers of a constant; {@link GraphException} if it has none. */
    public QuantizedTensor constant(String value) {
        QuantizedTensor found = constants.get(value);
        if (found == null) {
            throw GraphException.because("it has not been quantized")
                    .value(value)
                    .build();
        }
        return found;
    }
}
