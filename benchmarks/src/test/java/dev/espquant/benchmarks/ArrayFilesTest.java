package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import dev.espquant.testing.SharedData;
import org.junit.jupiter.api.Test;

class ArrayFilesTest {
    @Test
    void samplesAndLabelsAreThoseOfTheRows() {
        SharedData.whenPresent(root -> {
            Model model = Graphs.model("m")
                    .input("x", DataType.FLOAT, 1, 28, 28)
                    .node("Relu", "x", "y")
                    .output("y")
                    .build();
            ArrayFiles all = new ArrayFiles(
                    "mnist/test_images.npy", "mnist/test_labels.npy", new Preprocessing(0, 255), RowChoice.of(":"));
            ArrayFiles two = all.withRows(RowChoice.of("0:4:2"));

            SampleSource source = two.open(model.graph(), root.resolve("data"));
            int[] labels = two.labels(root.resolve("data")).orElseThrow();

            assertThat(source.count()).isEqualTo(2);
            assertThat(source.contentHash(1))
                    .isEqualTo(all.open(model.graph(), root.resolve("data")).contentHash(2));
            assertThat(labels).as("the test set starts with 7, 2, 1").containsExactly(7, 1);
        });
    }
}
