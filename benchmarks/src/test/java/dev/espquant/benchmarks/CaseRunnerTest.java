package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import org.junit.jupiter.api.Test;

class CaseRunnerTest {
    private static final ArrayFiles DIGITS = new ArrayFiles(
            "mnist/test_images.npy", "mnist/test_labels.npy", new Preprocessing(0, 255), RowChoice.of("::50"));

    @Test
    void aLabelledModelGoesThroughEveryMode() {
        SharedData.whenPresent(root -> {
            AccuracyCase judged = AccuracyCase.of(
                    "digits",
                    "espdl_v11_mnist_sample/mnist_model_example.onnx",
                    DIGITS.withRows(RowChoice.of("::500")),
                    DIGITS);

            CaseResult result = new CaseRunner(
                            root.resolve("data"), Targets.load().get("esp32s3"))
                    .run(judged, QuantizationMode.ALL);

            assertThat(result.calibrationSamples()).isEqualTo(20);
            assertThat(result.overlapping()).isEqualTo(20);
            assertThat(result.reports()).hasSize(QuantizationMode.ALL.size());
            assertThat(result.reports().values()).allSatisfy(report -> {
                assertThat(report.samples()).isEqualTo(200);
                assertThat(report.integers().orElseThrow().share()).isGreaterThan(0.9);
                assertThat(report.floats()).isEqualTo(result.first().floats());
            });
        });
    }

    @Test
    void anImportedTableIsJudgedToo() {
        SharedData.whenPresent(root -> {
            CaseResult result = new CaseRunner(
                            root.resolve("data"), Targets.load().get("esp32s3"))
                    .run(AccuracyCases.gestures(), QuantizationMode.ALL.subList(0, 1));

            assertThat(result.reports().keySet()).containsExactly("int8 per-tensor, min-max", "the imported table");
            assertThat(result.reports().values()).allSatisfy(report -> {
                assertThat(report.integers()).isEmpty();
                assertThat(report.paired().orElseThrow().agreement().share()).isGreaterThan(0.6);
            });
        });
    }
}
