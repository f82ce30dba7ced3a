package dev.espquant.benchmarks;

import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import java.nio.file.Path;
import java.util.Optional;

/** Samples that calibrate or evaluate a model. */
interface SampleSet {
    /** The samples as the model takes them; {@code data} is the folder of all data. */
    SampleSource open(Graph graph, Path data);

    /** One class per sample; empty where nobody knows. */
    Optional<int[]> labels(Path data);

    /** Which samples, in Markdown. */
    String description();
}
