package dev.espquant.benchmarks.speed;

import dev.espquant.benchmarks.MeasuredSection;
import dev.espquant.benchmarks.models.BenchmarkModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what {@code docs/performance.md} says and writes it there; see there for how to run it. */
public final class PerformanceTable {
    private static final int NODES = 10_000;

    private PerformanceTable() {}

    /**
     * How long to measure.
     *
     * @param rounds as in {@link dev.espquant.evaluator.speed.Race}
     * @param turn likewise
     * @param warmUp likewise
     * @param largestBatch the most images that are computed at a time, whatever the model's own batch
     */
    record Effort(int rounds, Duration turn, Duration warmUp, int largestBatch) {}

    /** Fills the file that the only argument names. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: PerformanceTable docs/performance.md");
            System.exit(2);
        }
        Effort effort = new Effort(11, Duration.ofMillis(50), Duration.ofSeconds(2), Integer.MAX_VALUE);
        String tables = measure(List.of(BenchmarkModel.values()), NODES, effort);
        System.out.println(tables);
        MeasuredSection.replace(Path.of(arguments[0]), tables);
    }

    /** The tables. */
    static String measure(List<BenchmarkModel> models, int nodes, Effort effort) {
        Peaks peaks = Peaks.measure(effort);
        List<ModelSpeed> speeds = new ArrayList<>();
        for (BenchmarkModel model : models) {
            System.err.println(model.title());
            speeds.add(ModelSpeed.measure(model, effort));
        }
        return PerformanceMarkdown.of(speeds, peaks, OptimizerGrowth.measure(nodes, effort));
    }
}
