package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import dev.espquant.exporter.GoldenTables;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every export that Espressif's own tool made of the golden models, byte for byte. */
class EspressifExportTest {
    private static final ImmutableList<String> MODES =
            ImmutableList.of("s8t_minmax", "s8c_minmax", "s8t_entropy", "s8c_entropy", "s16t_minmax");
    private static final String INFO = "Quantized model info:\n";

    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Test
    void syntheticModelsAreIdentical() {
        SharedData.whenPresent(root -> {
            for (Path folder : folders(SharedData.file(root, "golden/v1"))) {
                forEachExport(folder, this::compareText);
            }
            assertThat(differences).isEmpty();
            assertThat(compared).isEqualTo(672);
        });
    }

    @Test
    void realModelsAreIdentical() {
        SharedData.whenPresent(root -> {
            for (Path folder : folders(SharedData.file(root, "golden/v1real"))) {
                forEachExport(folder, this::compareHashes);
            }
            assertThat(differences).isEmpty();
            assertThat(compared).isEqualTo(30);
        });
    }

    /** Compares one export with the files in its folder. */
    private interface Comparison {
        void compare(Path golden, QuantizedGraph graph, Coefficients coefficients) throws IOException;
    }

    private void forEachExport(Path folder, Comparison comparison) throws IOException {
        Model model = OnnxReader.read(folder.resolve("model.onnx"));
        for (String mode : MODES) {
            Path exports = folder.resolve(mode).resolve("coefficients");
            if (Files.isDirectory(exports)) {
                QuantizationTable table =
                        GoldenTables.ofExponents(folder.resolve(mode).resolve("table.json"), GoldenTables.scheme(mode));
                for (Path golden : folders(exports)) {
                    compare(golden, model, table, comparison);
                }
            }
        }
    }

    private void compare(Path golden, Model model, QuantizationTable table, Comparison comparison) throws IOException {
        String log = Files.readString(golden.resolve("log.txt"));
        if (!log.contains(INFO)) {
            return; // Espressif's tool failed here
        }
        Target target = Targets.load().get(golden.getFileName().toString());
        QuantizedGraph graph = Quantizer.quantize(model, table, target, Runtime.ESP_DL_1);
        comparison.compare(golden, graph, Coefficients.of(graph));
        String info = log.substring(log.indexOf(INFO) + INFO.length()).stripTrailing();
        check(golden, "info", String.join("\n", PrintModelInfo.lines(graph)), info);
        compared++;
    }

    private void compareText(Path golden, QuantizedGraph graph, Coefficients coefficients) throws IOException {
        check(golden, "cpp", coefficients.source("coef"), Files.readString(golden.resolve("coef.cpp.txt")));
        check(golden, "hpp", coefficients.header("coef"), Files.readString(golden.resolve("coef.hpp.txt")));
    }

    private void compareHashes(Path golden, QuantizedGraph graph, Coefficients coefficients) throws IOException {
        checkHash(golden, "coef.cpp.sha256", coefficients.source("coef"));
        checkHash(golden, "coef.hpp.sha256", coefficients.header("coef"));
    }

    private void checkHash(Path golden, String file, String text) throws IOException {
        String hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
        String recorded = Files.readString(golden.resolve(file)).strip();
        check(golden, file, hash, recorded.substring(0, hash.length()));
    }

    private void check(Path golden, String what, String ours, String theirs) {
        if (!ours.equals(theirs)) {
            differences.add(golden + " " + what + ": " + firstDifference(ours, theirs));
        }
    }

    private static String firstDifference(String ours, String theirs) {
        int at = 0;
        while (at < Math.min(ours.length(), theirs.length()) && ours.charAt(at) == theirs.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 60);
        return "ours ..." + ours.substring(from, Math.min(ours.length(), at + 60)) + "... theirs ..."
                + theirs.substring(from, Math.min(theirs.length(), at + 60));
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
