package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables equal those of Espressif's tool, entry by entry, in every mode; without the compatibility switch save for its defects. */
class GoldenTablesTest {
    private static final TargetRuntime RUNTIME = EspDl1.runtime(20, 40, true);
    private static final Map<String, QuantizationScheme> SCHEMES = Map.of(
            "s8t", QuantizationScheme.INT8_PER_TENSOR,
            "s8c", QuantizationScheme.INT8_PER_CHANNEL,
            "s16t", QuantizationScheme.INT16_PER_TENSOR);

    /** The nested Concat's second input, and the bias that has its exponent: the tool leaves them behind. */
    private static final ImmutableSet<String> DEFECTS = ImmutableSet.of("concat_nested t2", "concat_nested b2");

    @Test
    void syntheticModels() {
        SharedData.whenPresent(root ->
                assertThat(compareAll(SharedData.file(root, "golden/v1"))).isEqualTo(1147));
    }

    @Test
    void realModels() {
        SharedData.whenPresent(root ->
                assertThat(compareAll(SharedData.file(root, "golden/v1real"))).isEqualTo(505));
    }

    private static int compareAll(Path folder) throws IOException {
        int entries = 0;
        for (Path golden : list(folder)) {
            if (Files.isDirectory(golden)) {
                Model model = OnnxReader.read(golden.resolve("model.onnx"));
                SampleSource samples = NpySampleSource.open(
                        model.graph(),
                        List.of(golden.resolve("calib.npy").toString()),
                        SampleRange.all(),
                        Preprocessing.NONE);
                for (Path mode : list(golden)) {
                    if (Files.exists(mode.resolve("table.json"))) {
                        entries += compare(golden.getFileName().toString(), model, samples, mode);
                    }
                }
            }
        }
        return entries;
    }

    private static int compare(String name, Model model, SampleSource samples, Path mode) throws IOException {
        Map<String, List<Integer>> wanted = golden(mode.resolve("table.json"));
        for (Compatibility compatibility : Compatibility.values()) {
            Map<String, List<Integer>> found =
                    calibrated(model, samples, mode.getFileName().toString(), compatibility);
            assertThat(found.keySet()).as(mode.toString()).isEqualTo(wanted.keySet());
            wanted.forEach((tensor, exponents) -> {
                if (compatibility == Compatibility.ESPRESSIF || !DEFECTS.contains(name + " " + tensor)) {
                    assertThat(found.get(tensor))
                            .as("%s, compatibility %s, tensor %s", mode, compatibility, tensor)
                            .isEqualTo(exponents);
                }
            });
        }
        return wanted.size();
    }

    private static Map<String, List<Integer>> calibrated(
            Model model, SampleSource samples, String mode, Compatibility compatibility) {
        int underscore = mode.indexOf('_');
        CalibrationOptions options = CalibrationOptions.of(RUNTIME, SCHEMES.get(mode.substring(0, underscore)))
                .withMethod(mode.substring(underscore + 1))
                .withCompatibility(compatibility);
        Map<String, List<Integer>> exponents = new TreeMap<>();
        Calibrator.report(model, samples, options)
                .table()
                .tensors()
                .forEach((tensor, entry) ->
                        exponents.put(tensor, entry.exponents().asList()));
        return exponents;
    }

    /** One number per tensor, or a list where the tool wrote one per channel. */
    private static Map<String, List<Integer>> golden(Path file) throws IOException {
        Map<String, List<Integer>> exponents = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                new ObjectMapper().readTree(file.toFile()).properties()) {
            List<Integer> values = new ArrayList<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> values.add(value.intValue()));
            } else {
                values.add(entry.getValue().intValue());
            }
            exponents.put(entry.getKey(), values);
        }
        return exponents;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
