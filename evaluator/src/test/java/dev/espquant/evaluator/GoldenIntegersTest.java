package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.kernel.VendorKernels;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The integers of the vendor's evaluator, model by model and mode by mode. */
class GoldenIntegersTest {
    private static final String CHIP = "esp32s3";

    /** Operators after which the vendor's evaluator goes on with numbers that no chip would have; see {@link VendorKernels}. */
    private static final Set<String> NOT_RESCALED =
            Set.of("Sub", "Mul", "Max", "Min", "AveragePool", "GlobalAveragePool");

    @TestFactory
    Stream<DynamicTest> syntheticModels() {
        return tests("golden/v1");
    }

    @TestFactory
    Stream<DynamicTest> realModels() {
        return tests("golden/v1real");
    }

    private static Stream<DynamicTest> tests(String set) {
        Path root = SharedData.root().orElse(null);
        if (root == null) {
            SharedData.whenPresent(unused -> {});
            return Stream.of();
        }
        return GoldenCase.all(root, set).stream()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
    }

    /** int8: equal. int16: at most 1 apart (real models 2), because the vendor computes 40-bit sums in single precision. */
    private static void check(GoldenCase golden) {
        QuantizedGraph quantized = golden.quantized(CHIP);
        boolean asVendor = quantized.graph().nodes().stream().anyMatch(node -> NOT_RESCALED.contains(node.opType()));
        Simulator simulator = asVendor
                ? Simulator.reference(quantized, VendorKernels.load())
                : Simulator.of(quantized, Kernels.load(Runtime.ESP_DL_1));
        String input = quantized.graph().inputs().get(0).name();
        String output = quantized.graph().outputs().get(0).name();
        IntTensor actual = simulator
                .run(Map.of(input, simulator.quantizeInput(input, golden.input())))
                .value(output);
        if (golden.expected().isEmpty()) {
            assertThat(actual.values())
                    .as("where the vendor's evaluator fails, ours computes")
                    .isNotEmpty();
            return;
        }
        FloatTensor expected = golden.expected().get();
        int divisor = VendorKernels.divisor(oneImage(quantized), output);
        assertThat(actual.sizes()).isEqualTo(expected.sizes());
        double tolerance = golden.isInt16() ? (golden.folder().toString().contains("v1real") ? 2 : 1) : 0;
        for (int i = 0; i < actual.elementCount(); i++) {
            double value = (double) actual.values()[i] / divisor;
            double singlePrecision = Math.abs(value) * (golden.isInt16() ? 0x1p-22 : divisor == 1 ? 0 : 0x1p-23);
            double slack = tolerance + singlePrecision;
            assertThat(Math.abs(value - expected.values()[i]))
                    .as("element " + i)
                    .isLessThanOrEqualTo(slack);
        }
    }

    private static Graph oneImage(QuantizedGraph quantized) {
        String input = quantized.graph().inputs().get(0).name();
        Shape shape = quantized.graph().shape(input).orElseThrow();
        return ShapeInference.infer(quantized.model(), Map.of(input, shape.with(0, Dimension.of(1))))
                .graph();
    }
}
