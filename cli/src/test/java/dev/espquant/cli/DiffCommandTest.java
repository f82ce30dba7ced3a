package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_same_model_has_no_differences() {
        Path a = EspdlFiles.write(folder.resolve("a.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        Path b = EspdlFiles.write(folder.resolve("b.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        Cli run = Cli.run("diff", a, b);
        assertThat(run.out()).isEqualTo("no differences" + System.lineSeparator());
        assertThat(run.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void differences_are_listed_and_exit_with_five() throws IOException {
        Path a = EspdlFiles.write(folder.resolve("a.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        Path b = EspdlFiles.write(folder.resolve("b.espdl"), EspdlFiles.gemm("N16HWC16_UNALIGNED", 1, 3));
        Cli run = Cli.run("diff", a, b);
        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out())
                .contains("constant 'w': layout ==> NHWC / layout ==> N16HWC16_UNALIGNED")
                .contains("test 'y': 1 of 2 elements differ", "2 differences");
        JsonNode json =
                new ObjectMapper().readTree(Cli.run("diff", a, b, "--json").out());
        assertThat(json.get("differences")).hasSize(2);
        assertThat(json.get("differences").get(0).get("name").asText()).isEqualTo("w");
    }

    @Test
    void a_missing_file_is_bad_input() {
        Path a = EspdlFiles.write(folder.resolve("a.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        assertThat(Cli.run("diff", a, folder.resolve("b.espdl")).code()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
