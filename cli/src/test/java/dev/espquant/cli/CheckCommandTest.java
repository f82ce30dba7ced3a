package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.ir.DataType;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void a_model_that_runs_is_fine() throws IOException {
        Cli run = Cli.run("check", model("Relu"), "--target", "esp32s3");
        assertThat(run.out()).contains("runs all 1 nodes");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void every_node_that_cannot_run_is_named_with_rule_and_fix() throws IOException {
        Cli run = Cli.run("check", model("Erf", "Relu"), "--target", "esp32");
        assertThat(run.code()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(run.out()).contains("(Erf)", "Fix:");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("check", model("Erf", "Relu"), "--target", "esp32", "--json")
                        .out());
        assertThat(json.get("violations")).hasSize(1);
        assertThat(json.get("violations").get(0).get("rule").asText()).contains("Erf");
    }

    /** A chain of unary operators. */
    private Path model(String... operators) throws IOException {
        Graphs graph = Graphs.model("m").input("x0", DataType.FLOAT, 1, 4);
        int last = 0;
        for (String operator : operators) {
            graph.node(operator, "x" + last, "x" + (last + 1));
            last++;
        }
        Path file = folder.resolve(String.join("_", operators) + ".onnx");
        OnnxWriter.write(graph.output("x" + last).build(), file);
        return file;
    }
}
