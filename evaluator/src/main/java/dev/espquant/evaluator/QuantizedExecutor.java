package dev.espquant.evaluator;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import java.util.Map;
import java.util.Set;

/**
 * Runs a quantized model as its chip does, under the names, sizes and order of axes of the ONNX model. Each generation of the library has one:
 * there is one arithmetic for each, whoever asks.
 */
public interface QuantizedExecutor {

    /** The executor of the runtime that a model was quantized for. */
    static QuantizedExecutor of(QuantizedGraph quantized, int threads) {
        return quantized.runtime().runtime() == Runtime.ESP_DL_3
                ? LoweredExecutor.of(quantized, threads)
                : Simulator.of(quantized).withThreads(threads);
    }

    /** The integers of an input's real numbers, rounded as the runtime rounds them, saturated. */
    IntTensor quantizeInput(String name, FloatTensor real);

    /** The real numbers that a value's integers stand for. */
    FloatTensor toFloat(String name, IntTensor integers);

    /**
     * Runs the model.
     *
     * @param inputs every input's integers, all with the same number of samples
     * @param keep names of values to return. Values that a fused operator keeps to itself are not returned
     */
    SimulationResult run(Map<String, IntTensor> inputs, Set<String> keep);
}
