package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    Path folder = Path.of("");

    private Path model(String layout, int... expected) {
        return EspdlFiles.write(folder.resolve("m.espdl"), EspdlFiles.gemm(layout, expected));
    }

    @Test
    void embedded_tests_are_compared() {
        Cli run = Cli.run("run", model("NHWC", 1, 2));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("target: esp32 ", "value 'y'", "2 elements compared, 0 mismatches", "all equal", ": 1 2");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_mismatch_is_counted_and_exits_with_five() throws IOException {
        Path file = model("NHWC", 1, 4);
        Cli run = Cli.run("run", file);
        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out()).contains("1 mismatches, largest difference 2");
        JsonNode json =
                new ObjectMapper().readTree(Cli.run("run", file, "--json").out());
        assertThat(json.get("mismatches").asInt()).isEqualTo(1);
        assertThat(json.get("runs")
                        .get(0)
                        .get("compared")
                        .get(0)
                        .get("elements")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void the_target_comes_from_tests_where_layouts_do_not_decide() {
        Cli up = Cli.run("run", model("(N/16)HWC16_UNALIGNED", 1, 2));
        assertThat(up.out()).contains("target: esp32s3 ");
        assertThat(up.err()).contains("note:", "embedded tests", "--target");
        Cli even = Cli.run("run", model("(N/16)HWC16_UNALIGNED", 0, 2));
        assertThat(even.out()).contains("target: esp32p4 ");
        assertThat(Cli.run("run", model("(N/16)HWC16_UNALIGNED", 0, 2), "--target", "esp32s3")
                        .code())
                .isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void integers_are_taken_as_they_are_and_real_numbers_quantized() throws IOException {
        Path file = model("NHWC", 1, 2);
        Path integers = folder.resolve("i.npy");
        NpyWriter.write(integers, NpyType.INT8, new long[] {1, 1}, 10);
        Path reals = folder.resolve("f.npy");
        NpyWriter.write(reals, FloatTensor.of(new long[] {1, 1}, 0.62f));
        assertThat(Cli.run("run", file, "--input", "x=" + integers).out()).contains(": 5 15");
        Cli run = Cli.run("run", file, "--input", reals);
        assertThat(run.out()).contains(": 5 15").doesNotContain("compared");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void arrays_that_do_not_fit_are_refused() throws IOException {
        Path file = model("NHWC", 1, 2);
        Path wide = folder.resolve("w.npy");
        NpyWriter.write(wide, NpyType.INT16, new long[] {1, 1}, 10);
        Path flat = folder.resolve("s.npy");
        NpyWriter.write(flat, NpyType.INT8, new long[] {1}, 10);
        Cli type = Cli.run("run", file, "--input", "x=" + wide);
        assertThat(type.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(type.err()).contains("w.npy", "int16", "int8[1, 1]");
        assertThat(Cli.run("run", file, "--input", "x=" + flat).err()).contains("shape [1]");
        assertThat(Cli.run("run", file, "--input", "z=" + flat).code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("run", file, "--target", "esp32s9").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void outputs_are_written_in_their_own_type() {
        Path npz = folder.resolve("o.npz");
        assertThat(Cli.run("run", model("NHWC", 1, 2), "--outputs", npz, "--all-tensors")
                        .code())
                .isEqualTo(ExitCode.OK);
        NpyArray y = NpyFile.open(npz + ":y");
        assertThat(y.type()).isEqualTo(NpyType.INT8);
        assertThat(y.sizes().toArray()).containsExactly(1, 2);
        assertThat(NpyFile.open(npz + ":x").elementCount()).isEqualTo(1);
    }

    @Test
    void espressifs_own_files_and_the_encrypted_one() {
        SharedData.whenPresent(root -> {
            Path streaming = SharedData.file(root, "golden/v3/espressif/streaming_p4/model.espdl");
            assertThat(Cli.run("run", streaming, "--target", "esp32p4").out()).contains("all equal");
            Path encrypted = SharedData.file(root, "golden/v3/espressif/encrypted_example.espdl");
            Cli run = Cli.run("run", encrypted, "--key", "000102030405060708090a0b0c0d0e0f");
            assertThat(run.out()).contains("all equal");
            assertThat(run.code()).isEqualTo(ExitCode.OK);
        });
    }
}
