package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.Maps;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.Simulator;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.exporter.model.RandomModels;
import dev.espquant.exporter.model.TestTables;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever operators meet, ONNX Runtime computes nearly what the chip does. */
class QdqRandomModelsTest {
    private static final int MODELS = 60;
    private static final List<QuantizationScheme> SCHEMES = List.of(
            QuantizationScheme.INT8_PER_TENSOR,
            QuantizationScheme.INT8_PER_CHANNEL,
            QuantizationScheme.INT16_PER_TENSOR);

    /** Chips round down where ONNX rounds to the nearest integer; up to seven layers that follow each other add that up. */
    private static final int STEPS = 5;

    private static final double MEAN_STEPS = 1.6;

    @Test
    void areWithinAFewStepsOfTheSimulator() {
        int compared = 0;
        for (int seed = 0; seed < MODELS; seed++) {
            QuantizedGraph quantized =
                    TestTables.quantize(RandomModels.of(seed), SCHEMES.get(seed % SCHEMES.size()), "esp32s3");
            if (!contradictsItself(quantized)) {
                compare("model " + seed, quantized, TestTables.image(quantized, seed));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(MODELS / 2);
    }

    /** Concat copies integers: where a made-up table gives its operands different exponents, the model has two meanings. */
    private static boolean contradictsItself(QuantizedGraph quantized) {
        return quantized.graph().nodes().stream()
                .filter(node -> node.is("Concat"))
                .anyMatch(node -> node.inputs().stream()
                        .anyMatch(input -> quantized.exponent(input) != quantized.exponent(node.output())));
    }

    private static void compare(String model, QuantizedGraph quantized, Map<String, IntTensor> image) {
        Model qdq = QdqModel.of(quantized);
        GraphValidator.validate(qdq);
        Simulator simulator = Simulator.of(quantized);
        SimulationResult expected = simulator.run(image);
        List<String> outputs =
                qdq.graph().outputs().stream().map(ValueInfo::name).toList();
        try (FloatExecutor executor = FloatExecutor.open(qdq, outputs, ExecutorOptions.DEFAULT)) {
            executor.run(Maps.transformEntries(image, simulator::toFloat))
                    .forEach((name, found) ->
                            compare(model + ", " + name, expected.value(name), found, quantized.exponent(name)));
        }
    }

    private static void compare(String name, IntTensor expected, FloatTensor found, int exponent) {
        double sum = 0;
        for (int i = 0; i < expected.elementCount(); i++) {
            double integer = Math.scalb((double) found.values()[i], -exponent);
            assertThat(integer).as(name).isEqualTo(Math.rint(integer));
            assertThat(integer).as(name).isCloseTo(expected.values()[i], within((double) STEPS));
            sum += Math.abs(integer - expected.values()[i]);
        }
        assertThat(sum / expected.elementCount()).as(name).isLessThan(MEAN_STEPS);
    }
}
