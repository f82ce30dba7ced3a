package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.Accuracy;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.PairedComparison;
import dev.espquant.evaluator.data.Preprocessing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccuracyMarkdownTest {
    private static final ArrayFiles SAMPLES =
            new ArrayFiles("images.npy", "labels.npy", Preprocessing.NONE, RowChoice.of("1::2"));
    private static final AccuracyCase JUDGED = AccuracyCase.of("a model", "model.onnx", SAMPLES, SAMPLES);
    private static final PairedComparison PAIRED = new PairedComparison(new Accuracy(96, 100), 3, 1);

    @Test
    void labelledRowsHaveCountsIntervalAndP() {
        CaseResult result = result(Optional.of(new Accuracy(90, 100)), Optional.of(new Accuracy(92, 100)), 7);

        assertThat(AccuracyMarkdown.details(result))
                .contains(
                        "evaluated on 100 (`images.npy` rows `1::2`), of which 7 calibrated. Float: 92.00 % (92 of 100")
                .contains("| int8 per-tensor, min-max | 90 of 100 | 90.00 | 82.56 to 94.48 |"
                        + " 96.00 (90.16 to 98.43) | 3 | 1 | 0.625 | 5 |\n");
        assertThat(AccuracyMarkdown.overview(List.of(result)))
                .contains("| a model | 100 | 92.0 (85.0 to 95.9) | 90.0 (82.6 to 94.5) | - | - | - | - |\n");
    }

    @Test
    void withoutLabelsAgreementIsShown() {
        CaseResult result = result(Optional.empty(), Optional.empty(), 0);

        assertThat(AccuracyMarkdown.details(result))
                .contains("of which none calibrated.\n")
                .contains("| int8 per-tensor, min-max | - | - | - | 96.00 (90.16 to 98.43) | - | - | - | 5 |\n");
        assertThat(AccuracyMarkdown.overview(List.of(result)))
                .contains("| a model | 100 | no labels | agrees 96.0 % | - | - | - | - |\n");
    }

    private static CaseResult result(Optional<Accuracy> integers, Optional<Accuracy> floats, int overlapping) {
        EvaluationReport report = new EvaluationReport(
                100,
                integers,
                floats,
                Optional.of(PAIRED),
                ImmutableMap.of(),
                ImmutableMap.of("conv", 2L, "fc", 3L),
                ImmutableMap.of("y", 2L, "z", 3L));
        return new CaseResult(
                JUDGED,
                10,
                overlapping,
                ImmutableMap.of(QuantizationMode.ALL.get(0).title(), report));
    }
}
