package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that ESP-DL 3.x cannot run as they are: {@code check} refuses them, {@code quantize} brings them into a form that it can. */
class EspdlRewrittenRoadTest {
    private static final int SAMPLES = 8;

    @TempDir
    Path folder = Path.of("");

    @Test
    void depthwiseLayersOfSeveralOutputsForEachChannel() throws IOException {
        Model model = Graphs.model("multiplied")
                .input("x", DataType.FLOAT, 1, 3, 6, 6)
                .initializer("w", Graphs.ramp(6, 1, 3, 3))
                .initializer("b", Graphs.ramp(6))
                .node("Conv", "x w b", "y", "group", 3L)
                .output("y")
                .build();
        road(model, new long[] {SAMPLES, 3, 6, 6}, "Gather", "Conv");
    }

    @Test
    void convolutionsInGroups() throws IOException {
        Model model = Graphs.model("grouped")
                .input("x", DataType.FLOAT, 1, 4, 6, 6)
                .initializer("w", Graphs.ramp(6, 2, 3, 3))
                .node("Conv", "x w", "y", "group", 2L)
                .output("y")
                .build();
        road(model, new long[] {SAMPLES, 4, 6, 6}, "Slice", "Conv", "Concat");
    }

    @Test
    void recurrentLayersOfTwoDirections() throws IOException {
        Model model = Graphs.model("directions")
                .opset(14)
                .input("x", DataType.FLOAT, 1, 5, 3)
                .initializer("w", Graphs.ramp(2, 12, 3))
                .initializer("r", Graphs.ramp(2, 12, 4))
                .initializer("b", Graphs.ramp(2, 24))
                .node("Transpose", "x", "t", "perm", new long[] {1, 0, 2})
                .node(
                        "GRU",
                        "t w r b",
                        "y h",
                        "hidden_size",
                        4L,
                        "direction",
                        "bidirectional",
                        "linear_before_reset",
                        1L)
                .output("y")
                .output("h")
                .build();
        road(model, new long[] {SAMPLES, 5, 3}, "ReverseSequence", "GRU", "Concat");
    }

    private void road(Model model, long[] dataSizes, String... operators) throws IOException {
        Path file = folder.resolve("m.onnx");
        OnnxWriter.write(model, file);
        assertThat(Cli.run("check", file, "--target", "esp32s3", "--runtime", "3")
                        .code())
                .isEqualTo(ExitCode.UNSUPPORTED);
        Cli quantize = Cli.run(
                "quantize",
                file,
                "--data",
                noise(dataSizes),
                "--target",
                "esp32s3",
                "--runtime",
                "3",
                "--bits",
                "16",
                "--name",
                "net",
                "-o",
                folder);
        assertThat(quantize.code()).as(quantize.err()).isEqualTo(ExitCode.OK);
        Path written = folder.resolve("net.espdl");
        assertThat(Cli.run("inspect", written).out()).contains(operators);
        Cli run = Cli.run("run", written, "--target", "esp32s3");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("value 'y'", "0 mismatches");
    }

    private Path noise(long[] sizes) throws IOException {
        Random random = new Random(4);
        int count = 1;
        for (long size : sizes) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve("x.npy");
        NpyWriter.write(file, FloatTensor.of(sizes, values));
        return file;
    }
}
