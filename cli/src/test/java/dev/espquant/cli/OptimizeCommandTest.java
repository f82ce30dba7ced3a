package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.cli.demo.DemoData;
import dev.espquant.ir.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizeCommandTest {
    @TempDir
    Path folder = Path.of("");

    private Path model = folder;
    private Path output = folder;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.write(folder.resolve("digits.onnx"), DemoData.model());
        output = folder.resolve("out.onnx");
    }

    @Test
    void fuses_batch_normalization_and_says_so() {
        Cli run = Cli.run("optimize", model, "-o", output);
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("fuse_bn_into_conv: 5x");
        assertThat(OnnxReader.read(output).graph().nodes()).noneMatch(n -> n.is("BatchNormalization"));
    }

    @Test
    void passes_can_be_chosen_and_left_out() {
        Cli.run("optimize", model, "-o", output, "--without", "fuse_bn_into_conv");
        assertThat(OnnxReader.read(output).graph().nodes()).anyMatch(n -> n.is("BatchNormalization"));
        Cli unknown = Cli.run("optimize", model, "-o", output, "--passes", "fuse_bn_into_cnv");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("fuse_bn_into_conv");
    }

    @Test
    void json_tells_what_fired_where() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("optimize", model, "-o", output, "--json").out());
        assertThat(json.get("fired").get("fuse_bn_into_conv")).hasSize(5);
        assertThat(json.get("nodesAfter").has("BatchNormalization")).isFalse();
    }

    @Test
    void an_output_is_needed() {
        assertThat(Cli.run("optimize", model).code()).isEqualTo(ExitCode.USAGE);
    }
}
