package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.espquant.cli.demo.DemoData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints; how fast anything is depends on the machine, and is not tested. */
class BenchCommandTest {
    private static final Object[] QUICK = {"--rounds", 1, "--warm-up", 0, "--threads", 1, "--batch", 2};

    @TempDir
    Path folder = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.write(folder.resolve("digits.onnx"), DemoData.model());
    }

    private Cli bench(Object... more) {
        ImmutableList.Builder<Object> arguments = ImmutableList.builder();
        return Cli.run(
                arguments.add("bench", model).add(QUICK).add(more).build().toArray());
    }

    @Test
    void jsonHasTheDocumentedFields() throws IOException {
        Cli run = bench("--json");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("model", "threads", "imagesPerSecond", "ratios");
        assertThat(json.get("model").asText()).isEqualTo(model.toString());
        assertThat(json.get("threads").asInt()).isEqualTo(1);
        JsonNode speeds = json.get("imagesPerSecond");
        assertThat(speeds.fieldNames()).toIterable().containsExactly("ort_fp32", "ort_qdq_int8", "int8", "int16");
        assertThat(speeds).allMatch(speed -> speed.asDouble() > 0);
        assertThat(json.get("ratios").fieldNames()).toIterable().containsExactly("int8", "int16");
        assertThat(json.get("ratios").get("int8").asDouble())
                .isEqualTo(
                        speeds.get("int8").asDouble() / speeds.get("ort_fp32").asDouble());
    }

    @Test
    void textNamesEverybodyAndWhatWasMeasured() {
        Cli run = bench("--target", "esp32c3");

        assertThat(run.out())
                .contains("1 thread, 2 images at a time", "ESP32-C3")
                .contains("ONNX Runtime float32", "ONNX Runtime int8 (QDQ)", "simulator int8", "simulator int16");
        assertThat(run.err()).contains("calibrated on random numbers");
    }

    @Test
    void aTableIsUsedAndTheOtherWidthIsSaid() throws IOException {
        DemoFiles files = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        files.calibrate(table, "--bits", "int16");

        Cli run = Cli.run(
                "bench", files.model(), "--table", table, "--rounds", 1, "--warm-up", 0, "--batch", 2, "--json");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("int16 per-tensor; int8 is calibrated on random numbers");
    }

    @Test
    void wrongNumbersAreUsageErrors() {
        assertThat(bench("--threads", 0).code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("bench", model, "--batch", 0).code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("bench", folder.resolve("none.onnx")).code()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
