package dev.espquant.optimizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import dev.espquant.ir.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asserts that two models compute the same: both run in ONNX Runtime on the same random inputs. */
public final class Equivalence {
    /** How far an output may be off, as a part of the range of its values. */
    public static final double TOLERANCE = 1e-4;

    private static final int RUNS = 2;

    private Equivalence() {}

    /** Runs both models, any open dimension being 2. */
    public static void assertEquivalent(Model expected, Model actual) {
        assertEquivalent(expected, actual, 2, RUNS);
    }

    /**
     * Runs both models.
     *
     * @param freeSize the size of every input dimension that is not a number
     * @param runs how many inputs to draw
     */
    public static void assertEquivalent(Model expected, Model actual, long freeSize, int runs) {
        try (OnnxRuntimeModel before = OnnxRuntimeModel.of(expected);
                OnnxRuntimeModel after = OnnxRuntimeModel.of(actual)) {
            for (int seed = 0; seed < runs; seed++) {
                Map<String, OnnxTensor> inputs = RandomInputs.of(expected.graph(), seed, freeSize);
                assertClose(before.run(inputs), after.run(inputs));
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    /**
     * Asserts that a model for any batch computes for each of three batches, put together to one, what the model for one batch computes.
     *
     * @param fixed a model of one input whose first size is {@code batch}
     * @param anyBatch the model whose first size is open
     */
    public static void assertSamplesAlone(Model fixed, Model anyBatch, int batch) {
        String input = fixed.graph().inputs().get(0).name();
        try (OnnxRuntimeModel one = OnnxRuntimeModel.of(fixed);
                OnnxRuntimeModel any = OnnxRuntimeModel.of(anyBatch)) {
            OnnxTensor together =
                    RandomInputs.of(anyBatch.graph(), 7, 3L * batch).get(input);
            Map<String, RunOutput> all = any.run(Map.of(input, together));
            for (int part = 0; part < 3; part++) {
                int index = part;
                Map<String, RunOutput> expected = one.run(Map.of(input, RandomInputs.part(together, part, 3)));
                Map<String, RunOutput> actual = new LinkedHashMap<>();
                all.forEach((name, output) -> actual.put(name, output.part(index, 3)));
                assertClose(expected, actual);
            }
        }
    }

    static void assertClose(Map<String, RunOutput> expected, Map<String, RunOutput> actual) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, output) -> {
            RunOutput other = actual.get(name);
            assertThat(other.sizes()).as("shape of output %s", name).containsExactly(output.sizes());
            assertThat(largestDifference(output.values(), other.values()))
                    .as("largest difference in output %s", name)
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(output.range(), 1e-3));
        });
    }

    private static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0) {
                double difference = Math.abs(a[i] - b[i]);
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return largest;
    }
}
