package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The ten integers that an ESP32-S3 printed for a digit, from the model that the vendor ships with its toolkit. */
class DeviceIntegersTest {
    private static final int[] EXPONENTS = {-11, -11, -9};

    @Test
    void integersPrintedByAnEsp32S3() {
        SharedData.whenPresent(root -> {
            Path folder = SharedData.file(root, "data/espdl_v11_mnist_sample");
            JsonNode device = GoldenCase.json(folder.resolve("device_golden.json"));
            Model model = fused(OnnxReader.read(folder.resolve("mnist_model_example.onnx")));
            QuantizedGraph quantized =
                    Quantizer.quantize(model, table(model), Targets.load().get("esp32s3"), Runtime.ESP_DL_1);
            int[] pixels = pixels(device.get("image_u8"));

            SimulationResult result =
                    Simulator.of(quantized).run(Map.of("input", IntTensor.of(new long[] {1, 28, 28}, pixels)));

            assertThat(result.value("output").values()).isEqualTo(ints(device.get("device_output_int16")));
            assertThat(result.overflowCount()).isZero();
        });
    }

    /** As that firmware makes integers of pixels: a C++ cast, toward zero. */
    private static int[] pixels(JsonNode bytes) {
        int[] pixels = ints(bytes);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (int) Math.min(32767, (float) (pixels[i] / 255.0) * 32768);
        }
        return pixels;
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** MatMul and the Add behind it become one Gemm, as the vendor's optimizer does before it calibrates. */
    private static Model fused(Model model) {
        Graph graph = model.graph();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("Add")) {
                Node product = graph.producer(node.inputs().get(0)).orElseThrow();
                nodes.removeIf(other -> other.name().equals(product.name()));
                nodes.add(Node.of(
                        "fused_gemm_"
                                + nodes.stream()
                                        .filter(other -> other.is("Gemm"))
                                        .count(),
                        "Gemm",
                        List.of(
                                product.inputs().get(0),
                                product.inputs().get(1),
                                node.inputs().get(1)),
                        node.outputs(),
                        Map.of("alpha", Attribute.of(1f))));
            } else {
                nodes.add(node);
            }
        }
        return model.withGraph(graph.withNodes(nodes));
    }

    private static QuantizationTable table(Model model) {
        ImmutableMap.Builder<String, TableEntry> tensors = ImmutableMap.builder();
        tensors.put("input", TableEntry.of(-15));
        int layer = 0;
        int exponent = -15;
        for (Node node : model.graph().nodes()) {
            if (node.is("Gemm")) {
                exponent = EXPONENTS[layer++];
                tensors.put(node.inputs().get(1), TableEntry.of(-15));
                tensors.put(node.inputs().get(2), TableEntry.of(exponent));
            }
            tensors.put(node.output(), TableEntry.of(exponent));
        }
        return new QuantizationTable(
                "", QuantizationScheme.INT16_PER_TENSOR, "", 0, ImmutableList.of(), tensors.buildOrThrow());
    }
}
