package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    /** Scores are the two inputs, the second one minus 1/4: y = x * identity + (0, -0.25). */
    private static final QuantizedGraph CLASSIFIER = classifier();

    private static final SampleSource SAMPLES = SampleSource.of(
            ImmutableMap.of("x", FloatTensor.of(new long[] {4, 2}, 0.5f, 0, 0, 0.5f, 0.25f, 0.75f, 0.125f, 0.25f)));

    @Test
    void countsAccuracyOfBothModels() {
        EvaluationReport report = Evaluator.of(
                        CLASSIFIER, EvaluationOptions.defaults().withLabels(0, 1, 1, 1))
                .evaluate(SAMPLES, List.of());

        assertThat(report.samples()).isEqualTo(4);
        assertThat(report.integers().orElseThrow().correct()).isEqualTo(3);
        assertThat(report.floats().orElseThrow().correct()).isEqualTo(3);
        assertThat(report.paired().orElseThrow().agreement().share()).isEqualTo(1);
        assertThat(report.tensors().keySet()).containsExactly("y");
        assertThat(report.tensors().get("y").maxError()).isZero();
        assertThat(report.overflows()).isEmpty();
    }

    @Test
    void withoutLabelsOnlyTheAgreementIsKnown() {
        EvaluationReport report =
                Evaluator.of(CLASSIFIER, EvaluationOptions.defaults()).evaluate(SAMPLES, List.of());

        assertThat(report.integers()).isEmpty();
        assertThat(report.floats()).isEmpty();
        assertThat(report.paired()).isPresent();
    }

    @Test
    void withoutTheFloatModelNothingIsCompared() {
        EvaluationReport report = Evaluator.of(
                        CLASSIFIER,
                        EvaluationOptions.defaults().withCompareFloat(false).withLabels(0, 1, 1, 1))
                .evaluate(SAMPLES, List.of());

        assertThat(report.integers()).isPresent();
        assertThat(report.paired()).isEmpty();
        assertThat(report.tensors()).isEmpty();
    }

    @Test
    void listenersSeeEveryBatchInOrder() {
        EvaluationOptions two = new EvaluationOptions(
                EvaluationOptions.defaults().labels(),
                true,
                true,
                3,
                2,
                EvaluationOptions.defaults().executor(),
                EvaluationOptions.defaults().floatModel());
        List<String> seen = new ArrayList<>();
        Evaluator.of(CLASSIFIER, two)
                .evaluate(
                        SAMPLES,
                        List.of(batch -> seen.add(batch.first() + "+" + batch.count() + " "
                                + batch.integers().keySet() + batch.floats().keySet())));

        assertThat(seen).containsExactly("0+3 [x, y][x, y]", "3+1 [x, y][x, y]");
    }

    @Test
    void takesIntegersAsTheyAre(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("integers.npy");
        NpyWriter.write(file, NpyType.INT8, new long[] {2, 2}, 64, 0, 0, 127);
        NpySampleSource source = NpySampleSource.open(
                CLASSIFIER.graph(), List.of(file.toString()), SampleRange.all(), Preprocessing.NONE);
        List<Integer> outputs = new ArrayList<>();
        Evaluator.of(CLASSIFIER, EvaluationOptions.defaults()).evaluateIntegers(source, List.of(batch -> {
            for (int integer : batch.integers().get("y").values()) {
                outputs.add(integer);
            }
        }));

        assertThat(outputs).containsExactly(64, -32, 0, 95);
    }

    @Test
    void oneLabelPerSample() {
        Evaluator evaluator =
                Evaluator.of(CLASSIFIER, EvaluationOptions.defaults().withLabels(1, 0));

        assertThatThrownBy(() -> evaluator.evaluate(SAMPLES, List.of()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("2 labels for 4 samples");
    }

    private static QuantizedGraph classifier() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Tensor.ofFloats(new long[] {2, 2}, 1, 0, 0, 1))
                .initializer("b", Tensor.ofFloats(new long[] {2}, 0, -0.25f))
                .node("Gemm", "x w b", "y")
                .output("y")
                .build();
        QuantizationTable table = new QuantizationTable(
                "",
                QuantizationScheme.INT8_PER_TENSOR,
                "minmax",
                0,
                ImmutableList.of(),
                ImmutableMap.of(
                        "x", TableEntry.of(-7),
                        "w", TableEntry.of(-6),
                        "b", TableEntry.of(-7),
                        "y", TableEntry.of(-7)));
        return Quantizer.quantize(model, table, Targets.load().get("esp32s3"), Runtime.ESP_DL_1);
    }
}
