package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorsCommandTest {
    @Test
    void lists_operators_with_their_conditions() throws IOException {
        Cli run = Cli.run("operators", "--target", "esp32s3", "--json");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        JsonNode operators = new ObjectMapper().readTree(run.out());
        assertThat(operators)
                .extracting(o -> o.get("operator").asText())
                .contains("Conv", "Gemm", "Softmax")
                .isSorted();
        assertThat(Cli.run("operators", "--target", "esp32s3").out()).contains("weights");
    }

    @Test
    void an_unknown_target_is_bad_usage() {
        assertThat(Cli.run("operators", "--target", "esp32s4").code()).isEqualTo(ExitCode.USAGE);
    }

    /** Run with -Despquant.accept=true to write the document anew. */
    @Test
    void the_document_is_what_the_targets_say() throws IOException {
        Path document = Path.of(System.getProperty("espquant.root"), "docs", "operators.md");
        String text = String.join(
                        "\n",
                        OperatorsCommand.document(List.copyOf(Targets.load().all())))
                + "\n";
        if (Boolean.getBoolean("espquant.accept")) {
            Files.writeString(document, text);
        }
        assertThat(document).hasContent(text);
    }
}
