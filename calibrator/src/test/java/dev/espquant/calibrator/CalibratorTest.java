package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private static final TargetRuntime RUNTIME = EspDl1.runtime(20, 40, true);
    private static final CalibrationOptions INT8 = CalibrationOptions.of(RUNTIME, QuantizationScheme.INT8_PER_TENSOR);

    @Test
    void tellsEverythingAboutTheRun() {
        SampleSource samples = samples(3, 1, -2, 0.5f, 0.25f, 0, 1);
        QuantizationTable table = Calibrator.calibrate(gemm(), samples, INT8);
        assertThat(table.tensors().keySet()).containsExactly("x", "w", "b", "g", "y");
        assertThat(table.tensors().get("x")).isEqualTo(TableEntry.measured(-6, -2, 1));
        assertThat(table.tensors().get("w")).isEqualTo(TableEntry.of(-6));
        assertThat(table.tensors().get("b").exponents())
                .isEqualTo(table.tensors().get("y").exponents());
        assertThat(table.scheme()).isEqualTo(QuantizationScheme.INT8_PER_TENSOR);
        assertThat(table.method()).isEqualTo("minmax");
        assertThat(table.samples()).isEqualTo(3);
        assertThat(table.sampleHashes())
                .containsExactly(samples.contentHash(0), samples.contentHash(1), samples.contentHash(2));
        assertThat(table.modelSha256())
                .isEqualTo(
                        Hashing.sha256().hashBytes(OnnxWriter.toBytes(gemm())).toString());
        assertThat(Calibrator.calibrate(gemm(), samples, INT8.withModelSha256("abc"))
                        .modelSha256())
                .isEqualTo("abc");
    }

    @Test
    void theResultDoesNotDependOnBatchesOrThreads() {
        SampleSource samples = SampleSource.of(Map.of("x", FloatTensor.of(new long[] {50, 2}, Floats.normal(100, 3))));
        for (String method : List.of("minmax", "entropy")) {
            CalibrationOptions options = INT8.withMethod(method);
            CalibrationReport expected = Calibrator.report(gemm(), samples, options);
            for (int batch : new int[] {1, 7, 50, 1000}) {
                assertThat(Calibrator.report(gemm(), samples, options.withBatchSize(batch)))
                        .isEqualTo(expected);
            }
            assertThat(Calibrator.report(gemm(), samples, options.withExecutor(ExecutorOptions.QUICK.withThreads(1))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void anInputExponentCanBeSet() {
        QuantizationTable table =
                Calibrator.calibrate(gemm(), samples(1, 1, 1), INT8.withInputExponents(Map.of("x", -3)));
        assertThat(table.tensors().get("x").exponents().get(0)).isEqualTo(-3);
        assertThatThrownBy(
                        () -> Calibrator.calibrate(gemm(), samples(1, 1, 1), INT8.withInputExponents(Map.of("X", -3))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'X'")
                .hasMessageContaining("did you mean 'x'?");
    }

    @Test
    void anInputExponentThatCannotHoldIsRefused() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(new Dimension.Symbolic("N"), new Dimension.Fixed(2))))
                .node("Add", "x x", "a")
                .node("Concat", "x a", "y", "axis", 1)
                .output("y")
                .build();
        assertThatThrownBy(
                        () -> Calibrator.calibrate(model, samples(1, 1, 1), INT8.withInputExponents(Map.of("x", -9))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'x'")
                .hasMessageContaining("-9")
                .hasMessageContaining("set -5");
    }

    @Test
    void combinationsThatDoNotExistAreRefusedInTheVendorsWords() {
        assertThatThrownBy(() -> Calibrator.calibrate(
                        gemm(),
                        samples(1, 1, 1),
                        CalibrationOptions.of(
                                RUNTIME, new QuantizationScheme(BitWidth.INT16, Granularity.PER_CHANNEL))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("int16 only supports per-tensor quantization");
        assertThatThrownBy(() -> Calibrator.calibrate(
                        gemm(),
                        samples(1, 1, 1),
                        CalibrationOptions.of(RUNTIME, QuantizationScheme.INT16_PER_TENSOR)
                                .withMethod("entropy")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("int16 only supports minmax calibration method");
        assertThatThrownBy(() -> Calibrator.calibrate(gemm(), samples(1, 1, 1), INT8.withMethod("minmx")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("did you mean 'minmax'?");
    }

    @Test
    void allUnsupportedOperatorsAreListedAtOnce() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .node("Erf", "x", "a")
                .node("Asin", "a", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> Calibrator.calibrate(model, samples(1, 1, 1), INT8))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("Erf")
                .hasMessageContaining("Asin");
    }

    @Test
    void samplesThatAreNotFiniteAreNamed() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Calibrator.calibrate(gemm(), samples(3, 1, 1, 1, 1, bad, 1), INT8))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("'x'")
                    .hasMessageContaining("sample 2 ")
                    .hasMessageContaining(Float.toString(bad));
        }
    }

    @Test
    void aTensorThatOverflowsIsNamed() {
        assertThatThrownBy(() -> Calibrator.calibrate(gemm(), samples(2, 1, 1, 3e38f, 3e38f), INT8))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'g'")
                .hasMessageContaining("sample 1 ")
                .hasMessageContaining("Infinity");
    }

    @Test
    void zerosGetASoundExponentAndAWarning() {
        for (String method : List.of("minmax", "entropy")) {
            CalibrationReport report = Calibrator.report(relu(-1000), samples(2, 0, 0, 0, 0), INT8.withMethod(method));
            assertThat(report.table().tensors().get("x").exponents().get(0)).isEqualTo(-7);
            assertThat(report.table().tensors().get("y").exponents().get(0))
                    .as("behind a dead Relu the bias must still fit: its exponent is that of the layer's own range")
                    .isEqualTo(3);
            assertThat(report.warnings()).anyMatch(w -> w.contains("'x'") && w.contains("zero in all samples"));
            assertThat(report.warnings()).anyMatch(w -> w.contains("'y'") && w.contains("zero in all samples"));
        }
    }

    @Test
    void constantDataFallsBackToMinMax() {
        SampleSource samples = samples(4, 1, 1, 1, 1, 1, 1, 1, 1);
        CalibrationReport entropy = Calibrator.report(relu(1), samples, INT8.withMethod("entropy"));
        CalibrationReport minmax = Calibrator.report(relu(1), samples, INT8);
        assertThat(entropy.table().tensors()).isEqualTo(minmax.table().tensors());
        assertThat(entropy.warnings()).anyMatch(w -> w.contains("'y'") && w.contains("minmax"));
        assertThat(minmax.warnings()).isEmpty();
    }

    @Test
    void saturationBeyondOneInAThousandIsToldWithItsShare() {
        // The input's exponent is the nearest power of two: 1.3 * 127 rounds to exponent 0, and 165 saturates.
        float[] values = new float[2000];
        Arrays.fill(values, 1);
        values[0] = 165;
        values[1] = 165;
        SampleSource once = SampleSource.of(Map.of("x", FloatTensor.of(new long[] {1000, 2}, values)));
        assertThat(Calibrator.report(relu(1), once, INT8).warnings())
                .as("0.1 % is not more than 0.1 %")
                .isEmpty();
        values[2] = -165;
        assertThat(Calibrator.report(relu(1), once, INT8).warnings())
                .containsExactly("value 'x': 0.15 % of its values saturate at exponent 0");
    }

    @Test
    void biasesThatSaturateAreTold() {
        assertThat(Calibrator.report(relu(1e6f), samples(1, 1, 1), INT8).warnings())
                .isEmpty();
        Model model = model(Tensor.ofFloats(new long[] {2, 2}, 0, 0, 0, 0), 1e6f);
        assertThat(Calibrator.report(
                                model,
                                samples(1, 1, 1),
                                CalibrationOptions.of(RUNTIME, QuantizationScheme.INT8_PER_CHANNEL))
                        .warnings())
                .containsExactly("node 'gemm0' (Gemm): 2 of 2 biases saturate");
    }

    @Test
    void tinyValuesGetAnExponentThatArithmeticCanUse() {
        CalibrationReport report = Calibrator.report(relu(0), samples(1, 1e-40f, 1e-40f), INT8);
        assertThat(report.table().tensors().get("x").exponents().get(0)).isEqualTo(-63);
    }

    /** y = relu(g), g = x * [[1, 0.5], [-0.25, 1]] + [0.5, 0.5]. */
    private static Model gemm() {
        return model(Tensor.ofFloats(new long[] {2, 2}, 1, 0.5f, -0.25f, 1), 0.5f);
    }

    private static Model relu(float bias) {
        return model(Tensor.ofFloats(new long[] {2, 2}, 1, 0, 0, 1), bias);
    }

    private static Model model(Tensor weights, float bias) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(new Dimension.Symbolic("N"), new Dimension.Fixed(2))))
                .initializer("w", weights)
                .initializer("b", Tensor.ofFloats(new long[] {2}, bias, bias))
                .node("Gemm", "x w b", "g")
                .node("Relu", "g", "y")
                .output("y")
                .build();
    }

    private static SampleSource samples(int count, float... values) {
        return SampleSource.of(Map.of("x", FloatTensor.of(new long[] {count, values.length / count}, values)));
    }
}
