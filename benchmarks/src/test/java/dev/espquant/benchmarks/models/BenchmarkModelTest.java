package dev.espquant.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.hash.Hashing;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkModelTest {

    /** Millions of products as published: MLPerf Tiny, and table 4 of the paper on MobileNet v2. */
    @ParameterizedTest
    @CsvSource({"RESNET8, 12.5", "DS_CNN, 2.66", "MOBILENET_V1, 7.5", "MOBILENET_V2, 300"})
    void hasThePublishedNumberOfProducts(BenchmarkModel benchmark, double millions) {
        Model model = ShapeInference.infer(benchmark.build());
        GraphValidator.validate(model);

        long products = model.graph().nodes().stream()
                .mapToLong(n -> products(model, n))
                .sum();

        assertThat(products / 1e6).isCloseTo(millions, within(millions * 0.015));
    }

    @ParameterizedTest
    @EnumSource(BenchmarkModel.class)
    void isAcceptedByTheTargetOnceItIsOptimized(BenchmarkModel benchmark) {
        Model model = Optimizer.optimize(benchmark.build(), OptimizerOptions.of(Preset.MISSION))
                .model();

        assertThat(Targets.load()
                        .get("esp32s3")
                        .require(Runtime.ESP_DL_1)
                        .operators()
                        .check(model.graph()))
                .isEmpty();
        assertThat(model.graph().nodes()).noneMatch(n -> n.is("BatchNormalization"));
    }

    /** Were this to fail, speeds of other days would be those of other models. */
    @ParameterizedTest
    @CsvSource({
        "RESNET8, d883ec9f2ee954e8",
        "DS_CNN, 6b08e19476bdb95b",
        "MOBILENET_V1, 722b32f6692eddb1",
        "MOBILENET_V2, 662cb4a98965de00"
    })
    void isTheSameEverywhere(BenchmarkModel benchmark, String sha256) {
        byte[] file = OnnxWriter.toBytes(benchmark.build());

        assertThat(Hashing.sha256().hashBytes(file).toString()).startsWith(sha256);
    }

    @ParameterizedTest
    @EnumSource(BenchmarkModel.class)
    void keepsTheSizeOfWhatFlows(BenchmarkModel benchmark) {
        Model model = benchmark.build();
        long[] sizes = model.graph().shape(NetworkBuilder.INPUT).orElseThrow().dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : 1)
                .toArray();
        Random random = new Random(1);
        float[] pixels = new float[(int) Shape.elementCount(sizes)];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 2 * random.nextFloat() - 1;
        }
        List<String> values = model.graph().nodes().stream().map(Node::output).toList();

        try (FloatExecutor executor = FloatExecutor.open(model, values, ExecutorOptions.DEFAULT)) {
            Map<String, FloatTensor> results =
                    executor.run(Map.of(NetworkBuilder.INPUT, FloatTensor.of(sizes, pixels)));

            assertThat(results)
                    .allSatisfy((name, value) -> assertThat(largest(value)).isBetween(0.1f, 100f));
        }
    }

    private static float largest(FloatTensor value) {
        float largest = 0;
        for (float number : value.values()) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }

    private static long products(Model model, Node node) {
        if (!node.is("Conv") && !node.is("Gemm")) {
            return 0;
        }
        Tensor weights = model.graph().initializer(node.inputs().get(1)).orElseThrow();
        return model.graph().shape(node.output()).orElseThrow().dimensions().stream()
                        .skip(2)
                        .mapToLong(d -> ((Dimension.Fixed) d).size())
                        .reduce(1, Math::multiplyExact)
                * weights.elementCount();
    }
}
