package dev.espquant.benchmarks;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.Labels;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a NumPy file and of the file of their labels.
 *
 * @param images path of the samples below the data folder
 * @param classes path of their labels
 */
record ArrayFiles(String images, String classes, Preprocessing preprocessing, RowChoice rows) implements SampleSet {
    ArrayFiles withRows(RowChoice others) {
        return new ArrayFiles(images, classes, preprocessing, others);
    }

    @Override
    public SampleSource open(Graph graph, Path data) {
        NpySampleSource all =
                NpySampleSource.open(graph, List.of(data.resolve(images).toString()), SampleRange.all(), preprocessing);
        return new SelectedSamples(all, rows.among(all.total()));
    }

    @Override
    public Optional<int[]> labels(Path data) {
        long total = NpyFile.open(data.resolve(images)).sizes().get(0);
        int[] all = Labels.read(data.resolve(classes).toString(), SampleRange.all(), total);
        ImmutableIntArray chosen = rows.among(total);
        int[] labels = new int[chosen.length()];
        Arrays.setAll(labels, i -> all[chosen.get(i)]);
        return Optional.of(labels);
    }

    @Override
    public String description() {
        return "`" + images + "` rows " + rows;
    }
}
