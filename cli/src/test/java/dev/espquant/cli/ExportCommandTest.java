package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void writes_coefficients_and_prints_the_exponents() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        demo.calibrate(table);
        Cli run = export(demo, table, "esp32s3", "digits", "--info");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("model input name: input, exponent: -7", "layer name: ", "written: ");
        assertThat(folder.resolve("out/digits.cpp")).content().contains("namespace digits");
        assertThat(folder.resolve("out/digits.hpp")).content().contains("#pragma once");
    }

    @Test
    void a_pickle_serves_as_well() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path json = folder.resolve("table.json");
        Path pickle = folder.resolve("table.pickle");
        demo.calibrate(json);
        demo.calibrate(pickle);
        export(demo, json, "esp32", "digits");
        String expected = Files.readString(folder.resolve("out/digits.cpp"));
        export(demo, pickle, "esp32", "digits");
        assertThat(folder.resolve("out/digits.cpp")).hasContent(expected);
    }

    @Test
    void writes_the_model_class_with_a_self_check() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        demo.calibrate(table);
        Cli run = export(demo, table, "esp32s3", "digits", "--format", "model", "--std", "255");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/digits_model.hpp")).content().contains("Model<int8_t>", "build", "call");
        assertThat(folder.resolve("out/digits_example.cpp")).isNotEmptyFile();
        assertThat(folder.resolve("out/digits_golden.hpp")).content().contains("check");
    }

    @Test
    void a_name_that_is_no_identifier_is_refused_and_nothing_is_written() throws IOException {
        DemoFiles demo = DemoFiles.in(folder);
        Path table = folder.resolve("table.json");
        demo.calibrate(table);
        Cli run = export(demo, table, "esp32s3", "my digits");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("my_digits");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private Cli export(DemoFiles demo, Path table, String target, String name, Object... more) {
        Object[] arguments = new Object[10 + more.length];
        Object[] fixed = {
            "export", demo.model(), "--table", table, "--target", target, "--name", name, "-o", folder.resolve("out")
        };
        System.arraycopy(fixed, 0, arguments, 0, 10);
        System.arraycopy(more, 0, arguments, 10, more.length);
        return Cli.run(arguments);
    }
}
