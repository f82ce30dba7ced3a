package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions.Optimization;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.exporter.model.TestTables;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QdqModelTest {
    private static Model convolution() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("b", Graphs.ramp(3))
                .node("Conv", "x w b", "c")
                .node("Relu", "c", "y")
                .output("y")
                .build();
    }

    private static Model of(Model model, QuantizationScheme scheme) {
        QuantizedGraph quantized = TestTables.quantize(model, scheme, "esp32s3");
        Model qdq = QdqModel.of(quantized);
        GraphValidator.validate(qdq);
        return qdq;
    }

    /** The node that computes an input of a node. */
    private static Node before(Graph graph, Node node, int input) {
        return graph.producer(node.inputs().get(input)).orElseThrow();
    }

    @Test
    void everyValuePassesThroughIntegers() {
        Graph graph = of(convolution(), QuantizationScheme.INT8_PER_TENSOR).graph();

        assertThat(graph.inputs()).extracting(v -> v.name()).containsExactly("x");
        assertThat(graph.outputs()).extracting(v -> v.name()).containsExactly("y");
        assertThat(graph.nodes())
                .extracting(Node::opType)
                .containsExactly(
                        "QuantizeLinear",
                        "DequantizeLinear", // x
                        "DequantizeLinear",
                        "DequantizeLinear", // w, b
                        "Conv",
                        "QuantizeLinear",
                        "DequantizeLinear",
                        "Relu",
                        "QuantizeLinear",
                        "DequantizeLinear");
    }

    @Test
    void scalesArePowersOfTwoAndZeroPointsZero() {
        Graph graph = of(convolution(), QuantizationScheme.INT8_PER_TENSOR).graph();

        Node quantize = graph.nodes().get(0);
        Tensor scale = graph.initializer(quantize.inputs().get(1)).orElseThrow();
        Tensor zero = graph.initializer(quantize.inputs().get(2)).orElseThrow();
        assertThat(scale.toFloats()).containsExactly(Math.scalb(1f, -5));
        assertThat(zero.type()).isEqualTo(DataType.INT8);
        assertThat(zero.toLongs()).containsExactly(0);
    }

    @Test
    void weightsAndBiasesAreStoredAsIntegers() {
        Graph graph = of(convolution(), QuantizationScheme.INT8_PER_CHANNEL).graph();

        Node convolution =
                graph.nodes().stream().filter(n -> n.is("Conv")).findFirst().orElseThrow();
        Node weights = before(graph, convolution, 1);
        Node bias = before(graph, convolution, 2);
        assertThat(graph.initializer(weights.inputs().get(0)).orElseThrow().type())
                .isEqualTo(DataType.INT8);
        assertThat(graph.initializer(weights.inputs().get(1)).orElseThrow().sizes())
                .containsExactly(3);
        assertThat(graph.initializer(bias.inputs().get(0)).orElseThrow().type()).isEqualTo(DataType.INT32);
        assertThat(graph.initializer("w")).as("the float weights").isEmpty();
    }

    @Test
    void int16TakesTheOperatorSetThatKnowsIt() {
        Model qdq = of(convolution(), QuantizationScheme.INT16_PER_TENSOR);

        assertThat(qdq.opset()).isEqualTo(21);
        assertThat(qdq.info().irVersion()).isEqualTo(10);
    }

    @Test
    void factorsOfAGemmAreCountedOnce() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", Graphs.ramp(3, 4))
                .node("Gemm", "x w", "y", "alpha", 0.5f, "transB", 1)
                .output("y")
                .build();

        Graph graph = of(model, QuantizationScheme.INT8_PER_TENSOR).graph();

        Node gemm = graph.nodes().stream().filter(n -> n.is("Gemm")).findFirst().orElseThrow();
        assertThat(gemm.attributes()).containsOnlyKeys("transB");
    }

    /** Integer kernels of ONNX Runtime, which it puts in place of the operators between integers, round once where these round twice. */
    @Test
    void integerKernelsComputeTheSame() {
        QuantizedGraph quantized = TestTables.quantize(convolution(), QuantizationScheme.INT8_PER_TENSOR, "esp32s3");
        Model qdq = QdqModel.of(quantized);
        float[] image = new float[32];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i * 7 % 32 - 16) / 8f;
        }
        Map<String, FloatTensor> input = Map.of("x", FloatTensor.of(new long[] {1, 2, 4, 4}, image));

        float[] plain = run(qdq, input, Optimization.NONE);
        float[] integers = run(qdq, input, Optimization.ALL);

        assertThat(integers).containsExactly(plain, within(Math.scalb(1f, quantized.exponent("y"))));
    }

    private static float[] run(Model model, Map<String, FloatTensor> input, Optimization optimization) {
        ExecutorOptions options = ExecutorOptions.DEFAULT.withOptimization(optimization);
        try (FloatExecutor executor = FloatExecutor.open(model, List.of("y"), options)) {
            return Objects.requireNonNull(executor.run(input).get("y")).values();
        }
    }
}
