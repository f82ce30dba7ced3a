package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListCommandsTest {

    @Test
    void targets_are_found_by_themselves() {
        Cli run = Cli.run("targets");
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .contains(
                        "esp32",
                        "esp32c2",
                        "esp32c3",
                        "esp32c5",
                        "esp32c6",
                        "esp32p4",
                        "esp32s2",
                        "esp32s3",
                        "esp32s31")
                .isSorted();
    }

    @Test
    void observers_and_formats_are_found_by_themselves() {
        assertThat(Cli.run("observers").out()).contains("minmax").contains("entropy");
        assertThat(Cli.run("formats").out()).contains("coefficients");
    }

    @Test
    void passes_tell_name_phase_summary_and_provider() throws IOException {
        JsonNode passes =
                new ObjectMapper().readTree(Cli.run("passes", "--json").out());
        assertThat(passes).hasSizeGreaterThanOrEqualTo(12).allSatisfy(pass -> {
            assertThat(pass.get("name").asText()).matches("[a-z0-9_]+");
            assertThat(pass.get("phase").asText()).isNotEmpty();
            assertThat(pass.get("summary").asText()).isNotEmpty();
            assertThat(pass.get("provider").asText()).isNotEmpty();
        });
        assertThat(Cli.run("optimize", "--list").out())
                .isEqualTo(Cli.run("passes").out());
    }
}
