package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.onnxruntime.TensorExecutor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.testing.BackendTest;
import dev.espquant.testing.SharedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own operator tests through all passes: what ONNX Runtime makes of the optimized model is what it makes of the original. Where it does
 * not run the original (operator sets before 7), the recorded outputs say what is right.
 */
class OptimizedBackendTestsTest {
    private static final double TOLERANCE = 1e-4;

    @Test
    void meanTheSame() {
        SharedData.whenPresent(root -> {
            List<String> wrong = new ArrayList<>();
            List<String> compared = new ArrayList<>();
            List<String> fromRecords = new ArrayList<>();
            BackendTest.forEach(root, test -> {
                Model optimized = Optimizer.optimize(test.model(), OptimizerOptions.full())
                        .model();
                OnnxReader.read(OnnxWriter.toBytes(optimized), test.name());
                Optional<Map<String, Tensor>> expected = reproducible(test);
                Optional<Map<String, Tensor>> actual = run(optimized, test.namedInputs());
                if (expected.isPresent()) {
                    compared.add(test.name());
                    compare(test.name(), expected.get(), actual, wrong);
                } else if (test.model().opset() < 7 && actual.isPresent()) {
                    fromRecords.add(test.name());
                    compare(test.name(), recorded(test), actual, wrong);
                }
            });
            assertThat(wrong).isEmpty();
            assertThat(compared).hasSizeGreaterThan(720);
            assertThat(fromRecords).hasSizeGreaterThanOrEqualTo(15);
        });
    }

    /** What the original computes; empty if ONNX Runtime does not run it or if it computes something else every time. */
    private static Optional<Map<String, Tensor>> reproducible(BackendTest test) {
        Optional<Map<String, Tensor>> once = run(test.model(), test.namedInputs());
        return once.filter(outputs ->
                run(test.model(), test.namedInputs()).filter(outputs::equals).isPresent());
    }

    private static Optional<Map<String, Tensor>> run(Model model, Map<String, Tensor> inputs) {
        try (TensorExecutor executor = TensorExecutor.open(model)) {
            return Optional.of(executor.run(inputs));
        } catch (GraphException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Tensor> recorded(BackendTest test) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < test.outputs().size(); i++) {
            outputs.put(
                    test.model().graph().outputs().get(i).name(), test.outputs().get(i));
        }
        return outputs;
    }

    private static void compare(
            String test, Map<String, Tensor> expected, Optional<Map<String, Tensor>> actual, List<String> wrong) {
        if (actual.isEmpty() || !actual.get().keySet().equals(expected.keySet())) {
            wrong.add(test + ": " + actual.map(Map::keySet) + " instead of " + expected.keySet());
            return;
        }
        expected.forEach((name, tensor) -> {
            Tensor other = actual.orElse(ImmutableMap.of()).get(name);
            if (other == null || !isClose(tensor, other)) {
                wrong.add(test + ": output " + name);
            }
        });
    }

    private static boolean isClose(Tensor expected, Tensor actual) {
        if (expected.type() != actual.type() || !expected.shape().equals(actual.shape())) {
            return false;
        }
        if (expected.type() == DataType.STRING || expected.equals(actual)) {
            return expected.equals(actual);
        }
        double[] a = expected.toDoubles();
        double[] b = actual.toDoubles();
        double range = 0;
        for (double value : a) {
            range = Double.isFinite(value) ? Math.max(range, Math.abs(value)) : range;
        }
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0 && !(Math.abs(a[i] - b[i]) <= TOLERANCE * Math.max(range, 1e-3))) {
                return false;
            }
        }
        return true;
    }
}
