package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.table.TableJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void json_to_pickle_and_back_keeps_every_exponent() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        Path pickle = folder.resolve("table.pickle");
        Path back = folder.resolve("back.json");
        demo.calibrate(table, "--granularity", "per-channel");
        assertThat(Cli.run("table", "convert", table, pickle, "--model", demo.model())
                        .code())
                .isZero();
        Cli run = Cli.run("table", "convert", pickle, back);
        assertThat(run.code()).as(run.err()).isZero();
        var original = TableJson.read(table);
        var converted = TableJson.read(back);
        assertThat(converted.scheme()).isEqualTo(original.scheme());
        assertThat(converted.tensors().keySet()).isEqualTo(original.tensors().keySet());
        original.tensors()
                .forEach((name, entry) ->
                        assertThat(converted.get(name).exponents()).as(name).isEqualTo(entry.exponents()));
    }

    @Test
    void a_pickle_that_wants_to_run_something_is_refused() throws IOException {
        Path evil = folder.resolve("evil.pickle");
        Files.writeString(evil, "cos\nsystem\n(S'touch pwned'\ntR.");
        Cli run = Cli.run("table", "convert", evil, folder.resolve("out.json"));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(folder.resolve("out.json")).doesNotExist();
    }

    @Test
    void a_table_command_is_needed() {
        assertThat(Cli.run("table").code()).isEqualTo(ExitCode.USAGE);
    }
}
