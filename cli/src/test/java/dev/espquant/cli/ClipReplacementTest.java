package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipReplacementTest {
    @TempDir
    Path folder = Path.of("");

    private Path model = Path.of("");
    private Path data = Path.of("");

    /** Two layers with ReLU6: numbers up to 5 reach the first, ten times as large ones the second. */
    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("m.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 1, 2, 2)
                        .initializer("one", Tensor.ofFloats(new long[] {1, 1, 1, 1}, 1f))
                        .initializer("ten", Tensor.ofFloats(new long[] {1, 1, 1, 1}, 10f))
                        .initializer("zero", Tensor.ofFloats(new long[0], 0f))
                        .initializer("six", Tensor.ofFloats(new long[0], 6f))
                        .node("Conv", "x one", "a")
                        .node("Clip", "a zero six", "b")
                        .node("Conv", "b ten", "c")
                        .node("Clip", "c zero six", "d")
                        .node("Conv", "d one", "y")
                        .output("y")
                        .build(),
                model);
        data = folder.resolve("x.npy");
        NpyWriter.write(data, FloatTensor.of(new long[] {2, 1, 2, 2}, -1, 0, 1, 2, 3, 4, 5, -5));
    }

    @Test
    void quantizeReplacesTheClipsThatCalibrationShowsToBeRelu() throws IOException {
        for (String runtime : new String[] {"1", "3"}) {
            Path out = folder.resolve(runtime);
            Cli run = quantize(out, runtime, "--json");
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
            JsonNode clips = new ObjectMapper().readTree(run.out()).get("clips");
            assertThat(clips.get("fromZero").asInt()).isEqualTo(2);
            assertThat(clips.get("madeRelu")).hasSize(1);
            Path optimized = out.resolve("m_optimized.onnx");
            assertThat(OnnxReader.read(optimized).graph().nodes())
                    .extracting("opType")
                    .containsExactly("Conv", "Relu", "Conv", "Clip", "Conv");
            Cli evaluate = Cli.run(
                    "evaluate",
                    optimized,
                    "--table",
                    out.resolve("m_table.json"),
                    "--data",
                    data,
                    "--target",
                    "esp32s3",
                    "--runtime",
                    runtime);
            assertThat(evaluate.code()).as(evaluate.err()).isEqualTo(ExitCode.OK);
            assertThat(evaluate.err()).doesNotContain("another model file");
        }
    }

    @Test
    void quantizeSaysHowMany() {
        assertThat(quantize(folder.resolve("text"), "1").out())
                .contains("clips: 1 of 2 from 0 made Relu"
                        + " (0 because integers saturate at or below the bound, 1 because no sample reached it)");
    }

    @Test
    void calibrateLeavesTheModelAndSaysWhatCouldBeDone() {
        Cli run = Cli.run("calibrate", model, "--data", data, "-o", folder.resolve("t.json"));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("note: 1 of 2 Clips from 0 could be Relu");
    }

    private Cli quantize(Path out, String runtime, Object... more) {
        Object[] fixed = {"quantize", model, "--data", data, "--target", "esp32s3", "--runtime", runtime, "-o", out};
        Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Cli.run(all);
    }
}
