package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableList;
import dev.espquant.benchmarks.MeasuredSection;
import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what {@code docs/performance.md} says and writes it there; see there for how to run it. */
public final class PerformanceTable {
    private static final int NODES = 10_000;

    /** The section of ESP-DL 3.x, and the argument that asks for it. */
    private static final String SECOND_GENERATION = "3.x";

    /** Lanes of 20 bits that round half up; wide ones that round half to even, with weights of an exponent for each channel. */
    private static final ImmutableList<String> CHIPS = ImmutableList.of("esp32s3", "esp32p4");

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

    /** Fills the file that the first argument names; with {@code 3.x} behind it, the section of that runtime alone. */
    public static void main(String[] arguments) throws IOException {
        boolean second = arguments.length == 2 && arguments[1].equals(SECOND_GENERATION);
        if (arguments.length != 1 && !second) {
            System.err.println("usage: PerformanceTable docs/performance.md [" + SECOND_GENERATION + "]");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        String section = second ? MeasuredSection.named(SECOND_GENERATION) : MeasuredSection.MEASURED;
        MeasuredSection.check(file, section);
        Effort effort = new Effort(11, Duration.ofMillis(50), Duration.ofSeconds(2), Integer.MAX_VALUE);
        List<BenchmarkModel> models = List.of(BenchmarkModel.values());
        String tables = second ? measureSecondGeneration(models, effort) : measure(models, NODES, effort);
        System.out.println(tables);
        MeasuredSection.replace(file, section, tables);
    }

    /** Images per second in the integers of ESP-DL 3.x, chip by chip. */
    static String measureSecondGeneration(List<BenchmarkModel> models, Effort effort) {
        StringBuilder tables = new StringBuilder();
        for (String chip : CHIPS) {
            List<ModelSpeed> speeds = new ArrayList<>();
            for (BenchmarkModel model : models) {
                System.err.println(model.title() + ", " + chip);
                speeds.add(ModelSpeed.measure(model, chip, Runtime.ESP_DL_3, effort));
            }
            tables.append(PerformanceMarkdown.of(Targets.load().get(chip).title(), speeds));
        }
        return tables.toString();
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
