package dev.espquant.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.demo.DemoData;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeMnistTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_readme_shows_this_program() throws IOException {
        Path root = Path.of(System.getProperty("espquant.root"));
        String source = Files.readString(
                root.resolve("examples/src/main/java/dev/espquant/examples/readme/QuantizeMnist.java"));
        String shown = source.substring(
                source.indexOf("// readme:begin\n") + "// readme:begin\n".length(),
                source.indexOf("        // readme:end"));
        String unindented = shown.lines()
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(root.resolve("README.md"))).contains(unindented);
    }

    @Test
    void it_runs_on_the_demo_digits() throws IOException {
        DigitSet digits = DemoData.evaluationSet();
        Path model = Files.write(folder.resolve("digits.onnx"), DemoData.model());
        Path images = folder.resolve("images.npy");
        NpyWriter.write(images, NpyType.UINT8, new long[] {digits.count(), 1, 28, 28}, unsigned(digits.images()));
        Path labels = folder.resolve("labels.npy");
        NpyWriter.write(labels, NpyType.UINT8, new long[] {digits.count()}, unsigned(digits.labels()));

        EvaluationReport report = QuantizeMnist.run(model, images.toString(), labels.toString(), folder, "0:600:6");

        assertThat(report.samples()).isEqualTo(600);
        assertThat(report.integers().orElseThrow().share()).isGreaterThan(0.95);
        assertThat(folder.resolve("mnist_coefficient.cpp")).isNotEmptyFile();
        assertThat(folder.resolve("mnist_calib.json")).isNotEmptyFile();
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }
}
