package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpzFile;
import dev.espquant.exporter.GoldenTables;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exports that others published with their firmware. */
class PublishedExportTest {
    @Test
    void handGestureModelHasThePublishedIntegers() {
        SharedData.whenPresent(root -> {
            Path folder = SharedData.file(root, "data/hand_gesture_ai_edge");
            Model model = OnnxReader.read(folder.resolve("handrecognition_model_int8_optimized.onnx"));
            QuantizationTable table = GoldenTables.ofScales(
                    folder.resolve("quantization_table.json"), QuantizationScheme.INT8_PER_TENSOR);
            compare(
                    export(model, table),
                    folder.resolve("golden_export_int8_model_dir").resolve("handrecognation_coefficient"));
        });
    }

    @Test
    void mnistSampleHasThePublishedIntegers() {
        SharedData.whenPresent(root -> {
            Path folder = SharedData.file(root, "data/espdl_v11_mnist_sample");
            Model model = mnist(OnnxReader.read(folder.resolve("mnist_model_example.onnx")));
            compare(
                    export(model, mnistTable()),
                    folder.resolve("golden_export_int16_esp32s3").resolve("mnist_coefficient"));
        });
    }

    private static CoefficientText export(Model model, QuantizationTable table) {
        return new CoefficientText(
                Coefficients.of(Quantizer.quantize(model, table, Targets.load().get("esp32s3"), Runtime.ESP_DL_1))
                        .source("coef"));
    }

    private static void compare(CoefficientText ours, Path published) throws IOException {
        Path base = published.getParent();
        JsonNode facts = new ObjectMapper()
                .readTree(base.resolve(published.getFileName() + ".json").toFile());
        NpzFile arrays = NpzFile.open(base.resolve(published.getFileName() + ".npz"));
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (JsonNode fact : facts.get("arrays")) {
            String name = fact.get("name").textValue();
            names.add(name);
            assertThat(ours.array(name + "_element")).as(name).isEqualTo(ints(arrays.array(name)));
            assertThat(ours.object(name))
                    .isEqualTo("%s<%s> %s_element, %s, %s%s"
                            .formatted(
                                    fact.get("kind").textValue(),
                                    fact.get("ctype").textValue(),
                                    name,
                                    fact.get("exponent"),
                                    shape(fact.get("declared_shape")),
                                    fact.get("rest").textValue()));
        }
        facts.get("activations").properties().forEach(activation -> {
            names.add(activation.getKey());
            assertThat(ours.object(activation.getKey()))
                    .endsWith("> " + activation.getValue().textValue());
        });
        assertThat(ours.objectNames()).containsExactlyInAnyOrderElementsOf(names.build());
    }

    private static String shape(JsonNode sizes) {
        if (sizes.size() == 1) {
            return "{" + sizes.get(0) + ",}";
        }
        return "{%s, %s, %s, %s}".formatted(sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3));
    }

    private static int[] ints(NpyArray array) {
        int[] values = new int[Math.toIntExact(array.elementCount())];
        array.readInts(0, values, 0, values.length, Short.MIN_VALUE, Short.MAX_VALUE);
        return values;
    }

    /** The sample as its optimizer leaves it: three dense layers in a row. */
    private static Model mnist(Model original) {
        List<Tensor> weights = matrices(original);
        List<Tensor> biases = original.graph().initializers().values().stream()
                .filter(t -> t.type() == DataType.FLOAT && t.rank() == 1)
                .toList();
        Graphs graph = Graphs.model("mnist").input("x", DataType.FLOAT, 1, 784);
        String value = "x";
        for (int layer = 0; layer < 3; layer++) {
            Tensor matrix = weights.get(layer);
            Tensor bias = biases.stream()
                    .filter(b -> b.elementCount() == matrix.size(1))
                    .findFirst()
                    .orElseThrow();
            graph.initializer("w" + layer, matrix)
                    .initializer("b" + layer, bias)
                    .node("Gemm", value + " w" + layer + " b" + layer, "g" + layer)
                    .named("fused_gemm_" + layer);
            value = "g" + layer;
            if (layer < 2) {
                value = "r" + layer;
                graph.node("Relu", "g" + layer, value);
            }
        }
        return graph.output(value).build();
    }

    private static List<Tensor> matrices(Model original) {
        return original.graph().initializers().values().stream()
                .filter(t -> t.type() == DataType.FLOAT && t.rank() == 2)
                .sorted(Comparator.comparingLong((Tensor t) -> t.size(0)).reversed())
                .toList();
    }

    private static QuantizationTable mnistTable() {
        ImmutableMap.Builder<String, TableEntry> entries = ImmutableMap.builder();
        entries.put("x", TableEntry.of(-15));
        int[] outputs = {-11, -11, -9};
        for (int layer = 0; layer < 3; layer++) {
            entries.put("w" + layer, TableEntry.of(-15));
            entries.put("b" + layer, TableEntry.of(outputs[layer]));
            entries.put("g" + layer, TableEntry.of(outputs[layer]));
            entries.put("r" + layer, TableEntry.of(outputs[layer]));
        }
        return new QuantizationTable(
                "", QuantizationScheme.INT16_PER_TENSOR, "minmax", 100, ImmutableList.of(), entries.buildOrThrow());
    }
}
