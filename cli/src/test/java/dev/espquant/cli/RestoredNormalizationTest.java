package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.ir.DataType;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The road of a model whose normalization was taken out of the graph. */
class RestoredNormalizationTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2, 3, 3)
            .initializer("mean", Tensor.ofFloats(new long[] {2, 1, 1}, 100, 50))
            .initializer("std", Tensor.ofFloats(new long[] {2, 1, 1}, 50, 25))
            .initializer("w", Graphs.ramp(2, 2, 3, 3))
            .node("Sub", "x mean", "s")
            .node("Div", "s std", "n")
            .node("Conv", "n w", "y", "pads", new long[] {1, 1, 1, 1})
            .output("y")
            .build();

    @TempDir
    Path folder = Path.of("");

    @Test
    void optimizeVerifiesCalibrateAndEvaluateNormalize() throws IOException {
        Path model = folder.resolve("m.onnx");
        OnnxWriter.write(MODEL, model);
        Path optimized = folder.resolve("o.onnx");
        for (String when : new String[] {"--verify", "--verify=each"}) {
            Cli run = Cli.run("optimize", model, "-o", optimized, "--passes", "extract_input_normalization", when);
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).contains("extract_input_normalization: 2x", "verified:");
        }
        Model result = OnnxReader.read(optimized);
        assertThat(result.graph().nodes()).extracting("opType").containsExactly("Conv");
        assertThat(InputNormalization.of(result, "x")).isPresent();

        Path data = folder.resolve("x.npy");
        float[] pixels = new float[2 * 18];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 9 % 2 == 0 ? 200 : 0; // both channels: 2 or -2 standard deviations off
        }
        NpyWriter.write(data, FloatTensor.of(new long[] {2, 2, 3, 3}, pixels));
        Path table = folder.resolve("t.json");
        Cli calibrate = Cli.run("calibrate", optimized, "--data", data, "-o", table);
        assertThat(calibrate.code()).as(calibrate.err()).isEqualTo(ExitCode.OK);
        QuantizationTable found = TableJson.read(table);
        assertThat(found.get("x").max()).hasValue(2);
        assertThat(found.get("x").min()).hasValue(-2);

        Cli evaluate =
                Cli.run("evaluate", optimized, "--table", table, "--target", "esp32s3", "--data", data, "--json");
        assertThat(evaluate.code()).as(evaluate.err()).isEqualTo(ExitCode.OK);
        assertThat(evaluate.err())
                .as("the samples are those of the calibration only if they were normalized alike")
                .contains("2 of 2 evaluation samples are calibration samples too");
    }

    @Test
    void whatTheOriginalDemandsAlreadyIsNotPutBack() {
        Model normalized =
                new InputNormalization(1, ImmutableDoubleArray.of(1), ImmutableDoubleArray.of(2)).in(MODEL, "x");
        assertThat(RestoredNormalization.of(normalized, normalized)).isSameAs(normalized);
        assertThat(RestoredNormalization.of(MODEL, normalized).graph().nodes())
                .extracting("opType")
                .containsExactly("Sub", "Div", "Sub", "Div", "Conv");
    }
}
