package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recurrent layer, norms and comparisons from a float model to a file whose own test passes, by commands. */
class EspdlSequenceRoadTest {
    private static final int SAMPLES = 8;

    @TempDir
    Path folder = Path.of("");

    private Path model() {
        Path file = folder.resolve("sequence.onnx");
        OnnxWriter.write(
                Graphs.model("sequence")
                        .opset(17)
                        .input("x", DataType.FLOAT, 1, 6, 5)
                        .initializer("w", Graphs.ramp(2, 16, 5))
                        .initializer("r", Graphs.ramp(2, 16, 4))
                        .initializer("b", Graphs.ramp(2, 32))
                        .initializer("s", Graphs.ramp(4))
                        .initializer("half", Tensor.ofFloats(new long[0], 0.5f))
                        .node("Transpose", "x", "t", "perm", new long[] {1, 0, 2})
                        .node("LSTM", "t w r b", "y h c", "hidden_size", 4, "direction", "bidirectional")
                        .node("LayerNormalization", "y s", "n")
                        .node("Sigmoid", "n", "g")
                        .node("Mul", "n g", "z")
                        .node("Greater", "z half", "above")
                        .node("Not", "above", "below")
                        .output("z")
                        .output("below", DataType.BOOL, 6, 2, 1, 4)
                        .build(),
                file);
        return file;
    }

    private Path data() throws IOException {
        Random random = new Random(4);
        float[] values = new float[SAMPLES * 30];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve("x.npy");
        NpyWriter.write(file, FloatTensor.of(new long[] {SAMPLES, 6, 5}, values));
        return file;
    }

    @ParameterizedTest
    @CsvSource({"esp32c3,int8", "esp32s3,int8", "esp32p4,int16"})
    void itsOwnTestPasses(String chip, String bits) throws IOException {
        Cli quantize = Cli.run(
                "quantize",
                model(),
                "--data",
                data(),
                "--target",
                chip,
                "--runtime",
                "3",
                "--bits",
                bits.substring(3),
                "--name",
                "net",
                "-o",
                folder);
        assertThat(quantize.code()).as(quantize.err()).isEqualTo(ExitCode.OK);
        Cli run = Cli.run("run", folder.resolve("net.espdl"), "--target", chip);
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("value 'z'", "value 'below'", "0 mismatches");
        assertThat(Cli.run("inspect", folder.resolve("net.espdl")).out()).contains("LSTM", "Swish", "bool");
    }
}
