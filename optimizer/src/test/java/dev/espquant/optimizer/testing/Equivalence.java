package dev.espquant.optimizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import dev.espquant.ir.Model;
import java.util.Map;

/** Asserts that two models compute the same: both run in ONNX Runtime on the same random inputs. */
public final class Equivalence {
    /** How far an output may be off, as a part of the range of its values. */
    public static final double TOLERANCE = 1e-4;

    private static final int RUNS = 2;

    private Equivalence() {}

    /** Runs both models, any open dimension being 2. */
    public static void assertEquivalent(Model expected, Model actual) {
        assertEquivalent(expected, actual, 2);
    }

    /** @param freeSize the size of every input dimension that is not a number */
    public static void assertEquivalent(Model expected, Model actual, long freeSize) {
        try (OnnxRuntimeModel before = OnnxRuntimeModel.of(expected);
                OnnxRuntimeModel after = OnnxRuntimeModel.of(actual)) {
            for (int seed = 0; seed < RUNS; seed++) {
                Map<String, OnnxTensor> inputs = RandomInputs.of(expected.graph(), seed, freeSize);
                assertClose(before.run(inputs), after.run(inputs));
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    private static void assertClose(Map<String, RunOutput> expected, Map<String, RunOutput> actual) {
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
