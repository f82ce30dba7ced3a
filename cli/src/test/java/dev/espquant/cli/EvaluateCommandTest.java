package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    Path folder = Path.of("");

    private DemoFiles demo = new DemoFiles(folder, folder, folder);
    private Path table = folder;

    @BeforeEach
    void calibrate() throws IOException {
        demo = DemoFiles.in(folder);
        table = folder.resolve("table.json");
        assertThat(demo.calibrate(table).code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void reports_both_accuracies_and_warns_of_calibration_samples() {
        Cli run = demo.evaluate(table, "--labels", demo.labels());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("float: ", "int8 per-tensor: ", "95 % interval", "of 600");
        assertThat(run.err()).contains("100 of 600 evaluation samples are calibration samples too");
        assertThat(demo.evaluate(table, "--samples", "100:").err()).isEmpty();
    }

    @Test
    void outputs_are_integers_named_as_in_the_model() {
        Path outputs = folder.resolve("outputs.npz");
        Cli run = demo.evaluate(table, "--samples", "100:110", "--outputs", outputs);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        NpyArray logits = NpyFile.open(outputs + ":logits");
        assertThat(logits.type()).isEqualTo(NpyType.INT8);
        assertThat(logits.sizes().toArray()).containsExactly(10, 10);
    }

    @Test
    void all_tensors_and_floats_on_request() {
        Path integers = folder.resolve("integers.npz");
        Path reals = folder.resolve("reals.npz");
        demo.evaluate(table, "--samples", "100:103", "--outputs", integers, "--all-tensors");
        demo.evaluate(table, "--samples", "100:103", "--outputs", reals, "--all-tensors", "--to-float");
        NpyArray array = NpyFile.open(reals + ":input");
        assertThat(array.type()).isEqualTo(NpyType.FLOAT32);
        float[] real = new float[3 * 784];
        int[] integer = new int[3 * 784];
        array.readFloats(0, real, 0, real.length);
        NpyFile.open(integers + ":input").readInts(0, integer, 0, integer.length, -128, 127);
        for (int i = 0; i < real.length; i++) {
            assertThat(real[i]).isEqualTo(integer[i] / 128f);
        }
    }

    @Test
    void layers_are_listed_worst_first() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(demo.evaluate(table, "--samples", "100:150", "--layers", "--json")
                        .out());
        assertThat(json.get("layers")).hasSizeGreaterThan(10);
        assertThat(json.get("layers"))
                .extracting(l -> l.get("sqnrDb").asDouble())
                .isSorted()
                .allSatisfy(sqnr -> assertThat(sqnr).isGreaterThan(5));
        assertThat(demo.evaluate(table, "--samples", "100:150", "--layers").out())
                .contains("SQNR dB", "cosine");
    }

    @Test
    void the_thread_count_does_not_show() throws IOException {
        Path one = folder.resolve("one.npz");
        Path many = folder.resolve("many.npz");
        demo.evaluate(table, "--samples", "100:200", "--outputs", one, "--all-tensors", "--threads", "1");
        demo.evaluate(table, "--samples", "100:200", "--outputs", many, "--all-tensors", "--threads", "3");
        assertThat(one).hasSameBinaryContentAs(many);
        assertThat(Files.size(one)).isPositive();
    }

    @Test
    void a_table_of_another_model_file_is_noticed() throws IOException {
        Files.writeString(
                table, Files.readString(table).replaceFirst("\"sha256\": ?\"[0-9a-f]{4}", "\"sha256\": \"0000"));
        assertThat(demo.evaluate(table, "--samples", "100:101").err()).contains("another model file");
    }

    @Test
    void a_truncated_table_is_bad_input() throws IOException {
        Files.writeString(table, Files.readString(table).substring(0, 200));
        Cli run = demo.evaluate(table);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("table.json");
    }
}
