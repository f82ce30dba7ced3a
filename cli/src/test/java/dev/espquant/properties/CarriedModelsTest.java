package dev.espquant.properties;

import static dev.espquant.testing.Graphs.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.exporter.coefficients.Coefficients;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.testing.Graphs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that Espressif's toolkit of 2021 turned away although ESP-DL 1.x can run them. Each goes the whole way, from calibration to C++ text, in
 * every mode and for every chip, and must keep all {@link Laws}.
 */
class CarriedModelsTest {
    private static final int SAMPLES = 4;

    @TempDir
    Path folder = Path.of("");

    @Test
    void relu6_decides_the_exponent_of_the_layer_in_front() throws Exception {
        Model model = image().initializer("w", ramp(4, 3, 3, 3))
                .initializer("zero", scalar(0))
                .initializer("six", scalar(6))
                .node("Conv", "x w", "c")
                .node("Clip", "c zero six", "y")
                .output("y")
                .build();
        for (Journey journey : carry(model)) {
            int expected = journey.table().scheme().bits().bits() == 8
                    ? -4
                    : -12; // ceil(log2(6 / 127)), ceil(log2(6 / 32767))
            if (journey.mode().method().equals("minmax")) {
                assertThat(exponent(journey, "c")).isEqualTo(expected);
                assertThat(outputs(journey).value("y").values()).contains((int) (6 / ErrorBounds.step(expected)));
            }
            assertThat(exponent(journey, "y")).isEqualTo(exponent(journey, "c"));
            double step = ErrorBounds.step(exponent(journey, "y"));
            assertThat(Arrays.stream(outputs(journey).value("y").values())).allMatch(y -> y >= 0 && y * step <= 6);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, ", ", 0.5", ", ", "-3, -0.5"})
    void any_other_clip(Float low, Float high) throws Exception {
        Graphs inputs = image().initializer("w", ramp(4, 3, 1, 1)).node("Conv", "x w", "c");
        String bounds = "";
        if (low != null) {
            inputs.initializer("low", scalar(low));
            bounds += " low";
        }
        if (high != null) {
            inputs.initializer("high", scalar(high));
            bounds += low == null ? " - high" : " high";
        }
        carry(inputs.node("Clip", "c" + bounds, "y").output("y").build());

        Graphs attributes = image().opset(9).initializer("w", ramp(4, 3, 1, 1)).node("Conv", "x w", "c");
        List<Object> pairs = new ArrayList<>();
        if (low != null) {
            pairs.addAll(List.of("min", low));
        }
        if (high != null) {
            pairs.addAll(List.of("max", high));
        }
        carry(attributes.node("Clip", "c", "y", pairs.toArray()).output("y").build());
    }

    @Test
    void matmul_by_a_constant() throws Exception {
        for (Graphs graphs : List.of(row(6), Graphs.model("m").input("x", DataType.FLOAT, 1, 3, 6))) {
            List<Journey> journeys = carry(graphs.initializer("w", ramp(6, 5))
                    .node("MatMul", "x w", "y")
                    .output("y")
                    .build());
            assertThat(coefficients(journeys.get(0)).layers().get(0).getterCall("filter"))
                    .isPresent();
        }
    }

    @Test
    void batch_normalization_that_nothing_absorbs_runs_as_a_depthwise_layer() throws Exception {
        Model model = normalized(image(), "x", "y").output("y").build();
        assertThat(optimized(model).graph().nodes()).extracting(n -> n.opType()).containsExactly("BatchNormalization");
        for (Journey journey : carry(model)) {
            assertThat(coefficients(journey).source("m")).contains("{1, 1, 3, 1}");
        }
    }

    @Test
    void batch_normalization_behind_a_layer_is_absorbed() throws Exception {
        Model model = normalized(image().initializer("w", ramp(3, 3, 3, 3)).node("Conv", "x w", "c"), "c", "y")
                .output("y")
                .build();
        carry(model);
        Model optimized = optimized(model);
        assertThat(optimized.graph().nodes()).extracting(n -> n.opType()).containsExactly("Conv");
        carry(optimized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity", "Dropout"})
    void operators_that_do_nothing(String opType) throws Exception {
        Model model = image().initializer("w", ramp(3, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node(opType, "c", "i")
                .node("Relu", "i", "y")
                .output("y")
                .build();
        carry(model);
        assertThat(optimized(model).graph().nodes()).extracting(n -> n.opType()).containsExactly("Conv", "Relu");
    }

    @Test
    void unsqueeze() throws Exception {
        carry(row(6).initializer("axes", Tensor.vector(2, -1))
                .node("Unsqueeze", "x axes", "u")
                .initializer("w", ramp(4, 6, 1, 1))
                .node("Conv", "u w", "y")
                .output("y")
                .build());
        carry(row(6).opset(11)
                .node("Unsqueeze", "x", "y", "axes", new long[] {1})
                .output("y")
                .build());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, 1", "0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0.5, 2", "0, 1, -3, 0.25", "0, 0, 1.7, 0"})
    void any_gemm(int transA, int transB, float alpha, float beta) throws Exception {
        int depth = 6;
        Graphs graphs = transA == 0
                ? row(depth)
                : Graphs.model("m").input("x", DataType.FLOAT, 1, depth).node("Identity", "x", "x1");
        String input = transA == 0 ? "x" : "x1";
        int inner = transA == 0 ? depth : 1;
        carry(graphs.initializer("w", transB == 0 ? ramp(inner, 4) : ramp(4, inner))
                .initializer("b", ramp(4))
                .node("Gemm", input + " w b", "y", "transA", transA, "transB", transB, "alpha", alpha, "beta", beta)
                .output("y")
                .build());
    }

    @Test
    void gemm_without_bias_and_with_one_for_all() throws Exception {
        carry(row(6).initializer("w", ramp(6, 4))
                .node("Gemm", "x w", "y")
                .output("y")
                .build());
        List<Journey> journeys = carry(row(6).initializer("w", ramp(6, 4))
                .initializer("b", Tensor.ofFloats(new long[] {1}, 0.5f))
                .node("Gemm", "x w b", "y")
                .output("y")
                .build());
        assertThat(coefficients(journeys.get(0)).source("m")).contains("{4,}");
    }

    @Test
    void convolution_without_attributes() throws Exception {
        for (long[] size : new long[][] {{1, 3, 6, 6}, {1, 3, 6}}) {
            long[] weights = Arrays.copyOf(new long[] {5, 3, 3, 3}, size.length);
            carry(Graphs.model("m")
                    .input("x", DataType.FLOAT, size)
                    .initializer("w", ramp(weights))
                    .node("Conv", "x w", "y")
                    .output("y")
                    .build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"})
    void auto_pad(String autoPad) throws Exception {
        carry(image().initializer("w", ramp(4, 3, 4, 3))
                .node("Conv", "x w", "c", "auto_pad", autoPad, "strides", new long[] {2, 1})
                .node("MaxPool", "c", "p", "auto_pad", autoPad, "kernel_shape", new long[] {2, 2})
                .node("AveragePool", "p", "y", "auto_pad", autoPad, "kernel_shape", new long[] {1, 2})
                .output("y")
                .build());
    }

    @Test
    void relu_first() throws Exception {
        carry(image().node("Relu", "x", "r")
                .initializer("w", ramp(4, 3, 3, 3))
                .node("Conv", "r w", "y")
                .output("y")
                .build());
    }

    @Test
    void leaky_relu_behind_a_sum_is_exported_with_its_slope() throws Exception {
        Model model = twoImages()
                .node("Add", "a b", "s")
                .node("LeakyRelu", "s", "y", "alpha", 0.1f)
                .named("leaky")
                .output("y")
                .build();
        for (Journey journey : carry(model)) {
            assertThat(coefficients(journey).source("m")).contains("leaky_activation(LeakyReLU, ");
        }
    }

    @Test
    void several_inputs_and_outputs() throws Exception {
        Model model = twoImages()
                .initializer("w", ramp(2, 3, 1, 1))
                .node("Conv", "a w", "ca")
                .node("Sub", "a b", "d")
                .node("GlobalAveragePool", "d", "g")
                .node("Concat", "ca d", "y", "axis", 1)
                .output("y")
                .output("g")
                .output("d")
                .build();
        for (Journey journey : carry(model)) {
            assertThat(outputs(journey).values()).containsKeys("y", "g", "d");
        }
    }

    @Test
    void layers_that_share_weights_and_biases() throws Exception {
        Model model = image().initializer("w", ramp(3, 3, 1, 1))
                .initializer("b", ramp(3))
                .node("Conv", "x w b", "c1")
                .node("Relu", "c1", "r")
                .node("Conv", "r w b", "y")
                .output("y")
                .build();
        for (Journey journey : carry(model)) {
            assertThat(coefficients(journey).layers()).hasSize(2);
        }
    }

    /** Calibrates in every mode, tries all laws, and returns what came of it. */
    private List<Journey> carry(Model model) throws Exception {
        List<Journey> journeys = new ArrayList<>();
        for (Journey.Mode mode : Journey.Mode.ALL) {
            Journey journey = Journey.of(0, model, samples(model), mode);
            Laws.simulatorEqualsThePlainDefinitionOnEveryChip(journey);
            Laws.dequantizedValuesLieWithinTheBoundThatExponentsImply(journey);
            Laws.exportedCoefficientsReadBackToTheSameIntegers(journey, folder);
            Laws.tablesSurviveJsonAndPickle(journey, folder);
            journeys.add(journey);
        }
        return journeys;
    }

    private static Map<String, FloatTensor> samples(Model model) {
        Random random = new Random(7);
        Map<String, FloatTensor> samples = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            long[] sizes = model.graph()
                    .shape(input.name())
                    .orElseThrow()
                    .with(0, Dimension.of(SAMPLES))
                    .sizes();
            float[] values = new float[(int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 3;
            }
            samples.put(input.name(), FloatTensor.of(sizes, values));
        }
        return samples;
    }

    private static int exponent(Journey journey, String value) {
        return journey.table().get(value).exponents().get(0);
    }

    private static SimulationResult outputs(Journey journey) {
        return journey.simulate(Journey.anyTarget());
    }

    private static Coefficients coefficients(Journey journey) {
        QuantizedGraph quantized = journey.quantize(Journey.anyTarget());
        return Coefficients.of(quantized);
    }

    private static Model optimized(Model model) {
        return Optimizer.optimize(model, OptimizerOptions.of(Preset.MISSION)).model();
    }

    private static Graphs image() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 3, 6, 6);
    }

    private static Graphs twoImages() {
        return Graphs.model("m").input("a", DataType.FLOAT, 1, 3, 4, 4).input("b", DataType.FLOAT, 1, 3, 4, 4);
    }

    private static Graphs row(long features) {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, features);
    }

    private static Graphs normalized(Graphs graphs, String input, String output) {
        return graphs.initializer("scale", Tensor.ofFloats(new long[] {3}, 0.5f, -2, 1))
                .initializer("offset", Tensor.ofFloats(new long[] {3}, 1, 0, -0.25f))
                .initializer("mean", Tensor.ofFloats(new long[] {3}, 0.1f, -0.2f, 0.3f))
                .initializer("variance", Tensor.ofFloats(new long[] {3}, 1, 4, 0.01f))
                .node("BatchNormalization", input + " scale offset mean variance", output);
    }

    private static Tensor scalar(float value) {
        return Tensor.ofFloats(new long[0], value);
    }
}
