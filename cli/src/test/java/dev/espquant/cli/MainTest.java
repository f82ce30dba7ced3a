package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void prints_its_version() {
        Cli run = Cli.run("--version");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("espquant ");
    }

    @Test
    void help_lists_the_commands_and_the_exit_codes() {
        Cli run = Cli.run("--help");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("optimize", "calibrate", "export", "evaluate", "quantize", "table", "demo", "Exit codes:");
    }

    @Test
    void a_mistyped_command_is_bad_usage_and_suggests_the_right_one() {
        Cli run = Cli.run("evaluat");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("evaluate");
    }

    @Test
    void no_command_is_bad_usage() {
        assertThat(Cli.run().code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_missing_model_is_bad_input_told_in_one_line() {
        Cli run = Cli.run("optimize", folder.resolve("none.onnx"), "-o", folder.resolve("out.onnx"));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err().strip().lines()).hasSize(1).first().asString().contains("none.onnx", "no such file");
    }

    @Test
    void a_file_that_is_no_model_is_bad_input_and_leaves_no_output() throws IOException {
        Path model = Files.writeString(folder.resolve("text.onnx"), "this is no model");
        Path output = folder.resolve("out.onnx");
        Cli run = Cli.run("optimize", model, "-o", output);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("text.onnx").contains("Fix:").doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }

    @Test
    void verbose_shows_the_stack_trace() throws IOException {
        Path model = Files.writeString(folder.resolve("text.onnx"), "this is no model");
        Cli run = Cli.run("--verbose", "optimize", model, "-o", folder.resolve("out.onnx"));
        assertThat(run.err()).contains("\tat dev.espquant");
    }
}
