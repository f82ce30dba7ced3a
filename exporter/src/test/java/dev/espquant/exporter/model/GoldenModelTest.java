package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.exporter.GoldenTables;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated class of every golden model, in every mode, for a chip of each family, gives the simulator's integers. */
class GoldenModelTest {
    private static final List<String> MODES =
            List.of("s8t_minmax", "s8c_minmax", "s8t_entropy", "s8c_entropy", "s16t_minmax");
    private static final List<String> CHIPS = List.of("esp32", "esp32s3");

    @Test
    void syntheticModels(@TempDir Path folder) throws Exception {
        if (CompiledModels.compilerFound()) {
            SharedData.whenPresent(root -> {
                CompiledModels models = new CompiledModels(folder);
                for (Path golden : folders(SharedData.file(root, "golden/v1"))) {
                    for (String mode : MODES) {
                        add(models, golden, mode, CHIPS);
                    }
                }
                assertThat(models.size()).isGreaterThan(300);
                assertThat(models.run()).isEmpty();
            });
        }
    }

    /** Weights by the hundred thousand: one mode of each kind. */
    @Test
    void realModels(@TempDir Path folder) throws Exception {
        if (CompiledModels.compilerFound()) {
            SharedData.whenPresent(root -> {
                CompiledModels models = new CompiledModels(folder);
                for (Path golden : folders(SharedData.file(root, "golden/v1real"))) {
                    add(models, golden, "s8t_minmax", List.of("esp32"));
                    add(models, golden, "s8c_minmax", CHIPS);
                    add(models, golden, "s16t_minmax", List.of("esp32s3"));
                }
                assertThat(models.size()).isEqualTo(12);
                assertThat(models.run()).isEmpty();
            });
        }
    }

    private static void add(CompiledModels models, Path golden, String mode, List<String> chips) throws IOException {
        Path json = golden.resolve(mode).resolve("table.json");
        if (!Files.exists(json)) {
            return;
        }
        Model model = OnnxReader.read(golden.resolve("model.onnx"));
        QuantizationTable table = GoldenTables.ofExponents(json, GoldenTables.scheme(mode));
        for (String chip : chips) {
            QuantizedGraph graph =
                    Quantizer.quantize(model, table, Targets.load().get(chip), Runtime.ESP_DL_1);
            String name = "m_" + golden.getFileName() + "_" + mode + "_" + chip;
            models.add(name, graph, image(graph, golden.resolve("input.npy"), name.hashCode()));
        }
    }

    /** One of the images in a file, chosen by a number. */
    private static Map<String, IntTensor> image(QuantizedGraph graph, Path file, int choice) {
        NpyArray array = NpyFile.open(file);
        long[] sizes = array.sizes().toArray();
        int count = Math.toIntExact(array.elementCount() / sizes[0]);
        float[] values = new float[count];
        array.readFloats((long) Math.floorMod(choice, (int) sizes[0]) * count, values, 0, count);
        sizes[0] = 1;
        String input = graph.graph().inputs().get(0).name();
        QuantizationParameters parameters = graph.parameters(input);
        int[] integers = Arrays.stream(Quantizer.quantize(Tensor.ofFloats(sizes, values), parameters)
                        .integers()
                        .toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Map.of(input, IntTensor.of(sizes, integers));
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
