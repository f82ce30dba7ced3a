package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.cli.bench.Contenders;
import dev.espquant.cli.bench.QuantizedPair;
import dev.espquant.evaluator.speed.Race;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was measured for a model.
 *
 * @param one images per second on one thread, by contender
 * @param scaling how many times as fast two threads of the int8 simulator are, measured without ONNX Runtime, whose threads stay busy for a
 *     while after each run
 */
record ModelSpeed(BenchmarkModel benchmark, Work work, ImmutableMap<String, Double> one, double scaling) {
    private static final String CHIP = "esp32s3";

    static ModelSpeed measure(BenchmarkModel benchmark, PerformanceTable.Effort effort) {
        return measure(benchmark, CHIP, Runtime.ESP_DL_1, effort);
    }

    /** Measures a model in the integers of a chip under a runtime. */
    static ModelSpeed measure(BenchmarkModel benchmark, String chip, Runtime runtime, PerformanceTable.Effort effort) {
        Model model = Optimizer.optimize(benchmark.build(), OptimizerOptions.of(Preset.MISSION))
                .model();
        QuantizedPair quantized =
                QuantizedPair.of(model, Optional.empty(), Targets.load().get(chip), runtime);
        int images = Math.min(benchmark.batch(), effort.largestBatch());
        Race race = new Race(images, effort.rounds(), effort.turn(), effort.warmUp());
        try (Contenders one = Contenders.of(model, quantized, images, 1);
                Contenders two = Contenders.of(model, quantized, images, 2)) {
            ImmutableMap<String, Double> speeds = race.run(one.byName());
            ImmutableMap<String, Double> threads = race.run(Map.of("one", int8(one), "two", int8(two)));
            return new ModelSpeed(benchmark, Work.of(model), speeds, of(threads, "two") / of(threads, "one"));
        }
    }

    private static Runnable int8(Contenders contenders) {
        return Objects.requireNonNull(contenders.byName().get(Contenders.INT8));
    }

    private static double of(ImmutableMap<String, Double> speeds, String name) {
        return speeds.getOrDefault(name, Double.NaN);
    }

    /** Images per second on one thread. */
    double speed(String contender) {
        return of(one, contender);
    }

    /** How many times as fast as another one. */
    double ratio(String contender, String other) {
        return speed(contender) / speed(other);
    }
}
