package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccuracyCasesTest {
    @Test
    void onlyTheCaseAsPublishedSeesItsCalibrationSamplesAgain() {
        SharedData.whenPresent(root -> {
            for (AccuracyCase judged : AccuracyCases.all()) {
                boolean again = judged.title().endsWith("as published");
                assertThat(shared(judged, root.resolve("data")))
                        .as(judged.title())
                        .isEqualTo(again ? 100 : 0);
            }
        });
    }

    @Test
    void thereIsALabelForEverySample() {
        SharedData.whenPresent(root -> {
            Path data = root.resolve("data");
            for (AccuracyCase judged : AccuracyCases.all()) {
                int samples =
                        judged.evaluation().open(graph(judged, data), data).count();
                judged.evaluation()
                        .labels(data)
                        .ifPresent(
                                labels -> assertThat(labels).as(judged.title()).hasSize(samples));
            }
        });
    }

    private static int shared(AccuracyCase judged, Path data) {
        Set<String> hashes = new HashSet<>();
        SampleSource calibration = judged.calibration().open(graph(judged, data), data);
        for (int i = 0; i < calibration.count(); i++) {
            hashes.add(calibration.contentHash(i));
        }
        SampleSource evaluation = judged.evaluation().open(graph(judged, data), data);
        int shared = 0;
        for (int i = 0; i < evaluation.count(); i++) {
            shared += hashes.contains(evaluation.contentHash(i)) ? 1 : 0;
        }
        return shared;
    }

    private static Graph graph(AccuracyCase judged, Path data) {
        return OnnxReader.read(data.resolve(judged.model())).graph();
    }
}
