package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espquant.ir.DataType;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espquant optimize --external-data}. */
class ExternalDataCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void onnxRuntimeReadsWhatIsWritten() throws OrtException {
        Path model = folder.resolve("m.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 64)
                        .initializer("w", Graphs.ramp(64, 64))
                        .node("MatMul", "x w", "p")
                        .node("Identity", "p", "y")
                        .output("y")
                        .build(),
                model);
        Path whole = folder.resolve("whole.onnx");
        Path split = folder.resolve("split.onnx");
        assertThat(Cli.run("optimize", model, "-o", whole).code()).isZero();
        Cli run = Cli.run("optimize", model, "-o", split, "--external-data", "split.weights");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("constants: written to " + folder.resolve("split.weights"));
        assertThat(OnnxReader.read(split)).isEqualTo(OnnxReader.read(whole));
        assertThat(output(split)).isEqualTo(output(whole));
    }

    @Test
    void aPathIsNoName() {
        Path model = folder.resolve("m.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 1)
                        .node("Relu", "x", "y")
                        .output("y")
                        .build(),
                model);
        Cli run = Cli.run("optimize", model, "-o", folder.resolve("o.onnx"), "--external-data", "../w");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("external data cannot lie in '../w'");
    }

    private static float[][] output(Path model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[][] x = new float[1][64];
        x[0][3] = 2;
        try (OrtSession session = environment.createSession(model.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, x);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
