package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo runs the whole road without any file from outside. */
class DemoCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void shows_table_accuracy_and_files() {
        Cli run = Cli.run("demo", "-o", folder);
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("The quantization table (int8 per-tensor)")
                .contains("float ", "int8 per-tensor", "int8 per-channel", "int16 per-tensor")
                .contains("written: " + folder.resolve("digits_int8.cpp"));
    }

    @Test
    void float_and_integers_are_over_95_percent_and_files_exist() throws IOException {
        JsonNode results = new ObjectMapper()
                .readTree(Cli.run("demo", "-o", folder, "--json").out());
        assertThat(results).hasSize(3).allSatisfy(result -> {
            JsonNode evaluation = result.get("evaluation");
            assertThat(evaluation.get("float").get("total").asInt()).isEqualTo(600);
            assertThat(evaluation.get("float").get("accuracy").asDouble()).isGreaterThan(0.95);
            assertThat(evaluation.get("integers").get("accuracy").asDouble()).isGreaterThan(0.95);
            assertThat(result.get("files"))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Path.of(file.asText())).isNotEmptyFile());
        });
    }

    @Test
    void two_runs_write_the_same_bytes() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Cli.run("demo", "-o", first);
        Cli.run("demo", "-o", second);
        try (var files = Files.list(first)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file));
        }
    }
}
