package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void writes_a_readable_table() throws IOException {
        Path table = folder.resolve("table.json");
        Cli run = DemoFiles.in(folder).calibrate(table, "--granularity", "per-channel", "--method", "entropy");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(table.toFile());
        assertThat(json.get("format").asText()).isEqualTo("espquant-table");
        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(json.get("model").get("sha256").asText()).hasSize(64);
        assertThat(json.get("bits").asInt()).isEqualTo(8);
        assertThat(json.get("granularity").asText()).isEqualTo("per-channel");
        assertThat(json.get("method").asText()).isEqualTo("entropy");
        assertThat(json.get("samples").asInt()).isEqualTo(100);
        assertThat(json.get("tensors").get("input").get("exponents")).hasSize(1);
        assertThat(json.get("tensors").get("conv1.weight").get("exponents")).hasSize(8);
    }

    @Test
    void combinations_that_do_not_exist_are_refused_with_the_reason() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        Cli perChannel = demo.calibrate(table, "--bits", "int16", "--granularity", "per-channel");
        assertThat(perChannel.code()).isEqualTo(ExitCode.USAGE);
        assertThat(perChannel.err()).contains("int16 only supports per-tensor quantization");
        assertThat(demo.calibrate(table, "--bits", "int16", "--method", "entropy")
                        .err())
                .contains("int16 only supports minmax calibration method");
        assertThat(table).doesNotExist();
    }

    @Test
    void an_unknown_method_suggests_the_nearest() throws IOException {
        Cli run = DemoFiles.in(folder).calibrate(folder.resolve("table.json"), "--method", "minmx");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("minmax");
    }

    @Test
    void the_input_exponent_can_be_set() throws IOException {
        Path table = folder.resolve("table.json");
        assertThat(DemoFiles.in(folder)
                        .calibrate(table, "--input-exponent", "-6")
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper()
                        .readTree(table.toFile())
                        .get("tensors")
                        .get("input")
                        .get("exponents")
                        .get(0)
                        .asInt())
                .isEqualTo(-6);
    }

    @Test
    void an_unknown_provider_is_refused() throws IOException {
        Cli run = DemoFiles.in(folder).calibrate(folder.resolve("table.json"), "--provider", "Abacus");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Abacus").contains("CPU");
    }

    @Test
    void samples_beyond_the_data_are_an_error() throws IOException {
        Cli run = DemoFiles.in(folder).calibrate(folder.resolve("table.json"), "--samples", "0:1000");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    }
}
