package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.cli.demo.DemoData;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void verification_reports_the_largest_difference() throws IOException {
        Cli end = Cli.run("optimize", "--verify", model, "-o", output);
        assertThat(end.code()).isEqualTo(ExitCode.OK);
        assertThat(end.out()).contains("verified: equal in 2 runs");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("optimize", model, "-o", output, "--verify=each", "--json")
                        .out());
        JsonNode proof = json.get("verified").get("outputs").get(0);
        assertThat(proof.get("largestDifference").asDouble())
                .isLessThanOrEqualTo(proof.get("allowed").asDouble());
    }

    @Test
    void verification_names_the_pass_that_changes_the_result_and_nothing_is_written() throws IOException {
        Path clipped = folder.resolve("clipped.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 30)
                        .initializer("ten", Tensor.ofFloats(new long[0], 10))
                        .initializer("low", Tensor.ofFloats(new long[0], 0))
                        .initializer("high", Tensor.ofFloats(new long[0], 6))
                        .node("Identity", "x", "i")
                        .node("Mul", "i ten", "a")
                        .node("Clip", "a low high", "y")
                        .output("y")
                        .build(),
                clipped);
        for (String verify : List.of("--verify=end", "--verify=each")) {
            Cli run = Cli.run(
                    "optimize", clipped, "-o", output, "--passes", "eliminate_identity,replace_clip_with_relu", verify);
            assertThat(run.code()).isEqualTo(ExitCode.INTERNAL);
            assertThat(run.err())
                    .contains("pass 'replace_clip_with_relu'", "output 'y'", "--without")
                    .doesNotContain("defect of espquant");
            assertThat(output).doesNotExist();
        }
        assertThat(Cli.run("optimize", clipped, "-o", output, "--verify=often").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_target_decides_which_operators_are_welcome() throws IOException {
        Path swish = folder.resolve("swish.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .opset(14)
                        .input("x", DataType.FLOAT, 1, 3, 4, 4)
                        .initializer("three", Tensor.ofFloats(new long[0], 3))
                        .initializer("zero", Tensor.ofFloats(new long[0], 0))
                        .initializer("six", Tensor.ofFloats(new long[0], 6))
                        .node("Add", "x three", "a")
                        .node("Clip", "a zero six", "b")
                        .node("Mul", "b x", "c")
                        .node("Div", "c six", "y")
                        .output("y")
                        .build(),
                swish);
        Cli.run("optimize", swish, "-o", output, "--target", "esp32p4", "--runtime", "3", "--verify");
        assertThat(OnnxReader.read(output).graph().nodes()).anyMatch(n -> n.is("HardSwish"));
        Cli.run("optimize", swish, "-o", output, "--target", "esp32", "--verify");
        assertThat(OnnxReader.read(output).graph().nodes()).noneMatch(n -> n.is("HardSwish"));
        assertThat(Cli.run("optimize", swish, "-o", output, "--runtime", "3").code())
                .isEqualTo(ExitCode.USAGE);
    }
}
