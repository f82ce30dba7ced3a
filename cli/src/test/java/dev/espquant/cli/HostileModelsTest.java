package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.demo.DemoData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files through {@code optimize}: one line that names the file, exit code 3, nothing written. */
@Timeout(120)
class HostileModelsTest {
    @TempDir
    Path folder = Path.of("");

    private Path model = folder;
    private Path output = folder;

    @BeforeEach
    void files() {
        model = folder.resolve("hostile.onnx");
        output = folder.resolve("out.onnx");
    }

    @Test
    void everyOneIsRefusedInOneLine() throws IOException {
        for (HostileModels.Refused hostile : HostileModels.refused()) {
            refused(hostile.bytes().toByteArray(), hostile.message());
        }
    }

    /** The reader's own tests cut at every byte; here the command has its say. */
    @Test
    void truncationsOfARealModel() throws IOException {
        byte[] bytes = DemoData.model();
        for (int length = 0; length < bytes.length; length += 512) {
            refused(Arrays.copyOf(bytes, length), "");
        }
    }

    /** In a process of its own that could not hold one of the values, nor the parts that some of the files claim to have. */
    @Test
    void memoryStaysBounded() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Rerun.class.getName()));
        int count = 0;
        for (HostileModels.Refused hostile : HostileModels.refused()) {
            command.add("3="
                    + Files.write(
                            folder.resolve("refused" + count++ + ".onnx"),
                            hostile.bytes().toByteArray()));
        }
        for (byte[] bytes : HostileModels.large().values()) {
            command.add("0=" + Files.write(folder.resolve("large" + count++ + ".onnx"), bytes));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text).endsWith("all as expected\n").doesNotContain("unexpected");
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Files.write(model, bytes);
        Cli run = Cli.run("optimize", model, "-o", output);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("espquant: " + model + ": ")
                .contains(message, ". Fix: ")
                .hasLineCount(1);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(model);
        }
    }

    /** Runs {@code optimize} on one file after the other. */
    static final class Rerun {
        private Rerun() {}

        public static void main(String[] arguments) {
            for (String argument : arguments) {
                int expected = argument.charAt(0) - '0';
                Cli run = Cli.run("optimize", argument.substring(2), "-o", argument.substring(2) + ".out");
                if (run.code() != expected) {
                    System.out.println("unexpected " + run.code() + " for " + argument + ": " + run.err());
                }
            }
            System.out.println("all as expected");
        }
    }
}
