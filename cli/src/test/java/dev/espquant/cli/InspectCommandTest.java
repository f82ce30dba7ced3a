package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.espdl.EspdlPack;
import dev.espquant.ir.espdl.EspdlWriter;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";

    @TempDir
    Path folder = Path.of("");

    @Test
    void tells_graph_tensors_layouts_sizes_and_tests() {
        Path file = EspdlFiles.write(folder.resolve("m.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        Cli run = Cli.run("inspect", file);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("graph 'ties'", "1 nodes", "EDL2", "metadata: tool = test", "Gemm 1", "NHWC")
                .contains("x  int8[1,1] * 2^-4", "w  int8[1, 1, 1, 2] * 2^-3", "test inputs", "quant_type=S8")
                .contains("16 bytes of constants")
                .contains("fits: esp32, ")
                .doesNotContain("esp32s3");
    }

    @Test
    void says_the_same_as_json() throws IOException {
        Path file = EspdlFiles.write(folder.resolve("m.espdl"), EspdlFiles.gemm("(N/16)HWC16_UNALIGNED", 1, 2));
        JsonNode model = new ObjectMapper()
                .readTree(Cli.run("inspect", file, "--json").out())
                .get("models")
                .get(0);
        assertThat(model.get("fitsTargets")).extracting(JsonNode::asText).contains("esp32s3", "esp32p4");
        assertThat(model.get("nodes").get(0).get("attributes").get("quant_type").asText())
                .isEqualTo("S8");
        assertThat(model.get("constants").get(0).get("exponents").get(0).asInt())
                .isEqualTo(-3);
        assertThat(model.get("sizes").get("constantBytes").asInt()).isEqualTo(16);
        assertThat(model.get("testOutputs")).hasSize(1);
    }

    @Test
    void encrypted_models_need_their_key() {
        Path file = EspdlFiles.encrypted(folder.resolve("e.espdl"), EspdlFiles.gemm("NHWC", 1, 2), KEY);
        assertThat(Cli.run("inspect", file).code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Cli.run("inspect", file, "--key", KEY).out()).contains("encrypted", "graph 'ties'");
        Cli wrong = Cli.run("inspect", file, "--key", KEY.replace('0', '1'));
        assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("e.espdl", "Fix:");
    }

    @Test
    void packs_list_their_models_and_run_needs_a_name() throws IOException {
        EspdlPack pack = new EspdlPack(
                EspdlPack.Kind.PDL2,
                "",
                ImmutableMap.of(
                        "first", ByteBuffer.wrap(EspdlWriter.toBytes(EspdlFiles.gemm("NHWC", 1, 2))),
                        "second", ByteBuffer.wrap(EspdlWriter.toBytes(EspdlFiles.gemm("NHWC", 1, 9)))));
        Path file = Files.write(folder.resolve("p.espdl"), pack.toBytes());
        assertThat(Cli.run("inspect", file).out()).contains("PDL2 of 2 models", "model 'first'", "model 'second'");
        assertThat(Cli.run("inspect", file, "--model", "second").out()).doesNotContain("'first'");
        assertThat(Cli.run("run", file).err()).contains("p.espdl", "first, second");
        assertThat(Cli.run("run", file, "--model", "first").code()).isEqualTo(ExitCode.OK);
        assertThat(Cli.run("run", file, "--model", "second").code()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(Cli.run("inspect", file, "--model", "third").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void damaged_files_are_one_clear_error() throws IOException {
        Path file = EspdlFiles.write(folder.resolve("m.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 149) {
            Path cut = Files.write(folder.resolve("cut.espdl"), Arrays.copyOf(bytes, length));
            Cli run = Cli.run("inspect", cut);
            assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err().lines()).hasSize(1);
        }
        assertThat(Cli.run("inspect", folder.resolve("none.espdl")).code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void espressifs_own_files() {
        SharedData.whenPresent(root -> {
            Path file = SharedData.file(root, "golden/v3/espressif/streaming_s3/model.espdl");
            assertThat(Cli.run("inspect", file).out())
                    .contains("20 nodes", "Conv 8", "(N/16)WC16", "int8[1,24,16] * 2^-5");
        });
    }
}
