package dev.espquant.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One model of the vendor's golden vectors in one mode.
 *
 * @param folder of the model
 * @param mode {@code s8t_minmax} and the like: width, t(ensor) or c(hannel), observer
 */
record GoldenCase(Path folder, String mode) {
    static final List<String> MODES = List.of("s8t_minmax", "s8c_minmax", "s8t_entropy", "s8c_entropy", "s16t_minmax");

    /** All cases of a folder of golden vectors that have a table, sorted. */
    static List<GoldenCase> all(Path root, String set) {
        try (Stream<Path> folders = Files.list(SharedData.file(root, set))) {
            return folders.sorted()
                    .flatMap(folder -> MODES.stream().map(mode -> new GoldenCase(folder, mode)))
                    .filter(c -> Files.exists(c.file("table.json")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName() + "/" + mode;
    }

    boolean isInt16() {
        return mode.startsWith("s16");
    }

    Model model() {
        return OnnxReader.read(folder.resolve("model.onnx"));
    }

    QuantizedGraph quantized(String target) {
        return Quantizer.quantize(model(), table(), Targets.load().get(target), Runtime.ESP_DL_1);
    }

    QuantizationTable table() {
        ImmutableMap.Builder<String, TableEntry> tensors = ImmutableMap.builder();
        json(file("table.json")).properties().forEach(e -> tensors.put(e.getKey(), entry(e.getValue())));
        return new QuantizationTable("", scheme(), "", 0, ImmutableList.of(), tensors.buildOrThrow());
    }

    FloatTensor input() {
        return read(folder.resolve("input.npy"));
    }

    /** What the vendor's evaluator computed; integers unless an average pool left a fraction. Empty where it failed. */
    Optional<FloatTensor> expected() {
        Path file = file("eval_int.npy");
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    static FloatTensor read(Path file) {
        NpyArray array = NpyFile.open(file);
        float[] values = new float[Math.toIntExact(array.elementCount())];
        array.readFloats(0, values, 0, values.length);
        return FloatTensor.of(array.sizes().toArray(), values);
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(mode).resolve(name);
    }

    private QuantizationScheme scheme() {
        return switch (mode.substring(0, mode.indexOf('_'))) {
            case "s8t" -> QuantizationScheme.INT8_PER_TENSOR;
            case "s8c" -> QuantizationScheme.INT8_PER_CHANNEL;
            default -> QuantizationScheme.INT16_PER_TENSOR;
        };
    }

    private static TableEntry entry(JsonNode exponents) {
        return exponents.isArray()
                ? TableEntry.of(StreamSupport.stream(exponents.spliterator(), false)
                        .mapToInt(e -> (int) e.asDouble())
                        .toArray())
                : TableEntry.of((int) exponents.asDouble());
    }
}
