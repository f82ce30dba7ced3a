package dev.espquant.examples.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.Main;
import dev.espquant.cli.demo.DemoData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars of custom-pass and custom-target, as their own builds made them, work through {@code --plugins}. */
class PluginJarsTest {
    @TempDir
    Path folder = Path.of("");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void collectJars() throws IOException {
        Path examples = Path.of(System.getProperty("espquant.root"), "examples");
        for (String example : new String[] {"custom-pass", "custom-target"}) {
            Path jar = examples.resolve(example).resolve("target").resolve(example + "-1.0.jar");
            assertThat(jar).as("built before this module").isRegularFile();
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
    }

    @AfterEach
    void forgetPlugins() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void the_pass_is_listed_with_its_jar() {
        assertThat(run("--plugins", folder.toString(), "passes"))
                .contains("eliminate_repeated_relu")
                .contains("custom-pass-1.0.jar");
    }

    @Test
    void the_target_is_listed_and_can_be_chosen() {
        assertThat(run("--plugins", folder.toString(), "targets")).contains("wide-lanes");
        assertThat(run(
                        "--plugins",
                        folder.toString(),
                        "demo",
                        "--target",
                        "wide-lanes",
                        "-o",
                        folder.resolve("out").toString()))
                .contains("Wide Lanes");
    }

    @Test
    void the_pass_runs_by_name() throws IOException {
        Path model = Files.write(folder.resolve("digits.onnx"), DemoData.model());
        Path output = folder.resolve("optimized.onnx");
        run(
                "--plugins",
                folder.toString(),
                "optimize",
                model.toString(),
                "-o",
                output.toString(),
                "--passes",
                "eliminate_repeated_relu");
        assertThat(output).isNotEmptyFile();
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
