package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.ir.DataType;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(run.out())
                .contains(
                        "node 'erf0' (Erf)",
                        "found: input 0 'x0' is float[1,4]",
                        "fix:",
                        "1 is left",
                        "left: node 'erf0'");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("check", model("Erf", "Relu"), "--target", "esp32", "--json")
                        .out());
        assertThat(json.get("violations")).hasSize(1);
        assertThat(json.get("violations").get(0).get("rule").asText()).contains("Erf");
    }

    @Test
    void the_pass_that_helps_is_named_because_it_was_tried() throws IOException {
        Cli run = Cli.run("check", model("Relu", "Cast", "Relu"), "--target", "esp32");
        assertThat(run.code()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(run.out())
                .contains("found: input 0 'x1' is float[1,4], to = 1")
                .contains("pass: eliminate_nop_cast does this: run 'espquant optimize'")
                .contains("1 problem on ESP32 under ESP-DL 1.x; behind 'espquant optimize' it runs the model");
    }

    /** The schema that docs/check.md promises to scripts. */
    @Test
    void json_has_the_documented_form() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("check", model("Cast", "Erf"), "--target", "esp32", "--json")
                        .out());
        assertThat(names(json)).containsExactly("target", "runtime", "nodes", "runs", "violations", "optimized");
        assertThat(names(json.get("optimized"))).containsExactly("nodes", "runs", "violations");
        JsonNode cast = json.get("violations").get(0);
        assertThat(names(cast))
                .containsExactly(
                        "node", "operator", "domain", "rule", "found", "fix", "pass", "passMustBeNamed", "runsOn");
        assertThat(cast.get("pass").asText()).isEqualTo("eliminate_nop_cast");
        assertThat(json.get("violations").get(1).get("pass").isNull()).isTrue();
        assertThat(json.get("optimized").get("violations")).hasSize(1);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A chain of unary operators. */
    private Path model(String... operators) throws IOException {
        Graphs graph = Graphs.model("m").input("x0", DataType.FLOAT, 1, 4);
        int last = 0;
        for (String operator : operators) {
            if (operator.equals("Cast")) {
                graph.node(operator, "x" + last, "x" + (last + 1), "to", 1);
            } else {
                graph.node(operator, "x" + last, "x" + (last + 1));
            }
            last++;
        }
        Path file = folder.resolve(String.join("_", operators) + ".onnx");
        OnnxWriter.write(graph.output("x" + last).build(), file);
        return file;
    }
}
