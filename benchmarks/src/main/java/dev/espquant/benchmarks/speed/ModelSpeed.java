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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured for a model.
 *
 * @param one images per second on one thread, by contender
 * @param two the same on two threads; the rounds of both are one race
 */
record ModelSpeed(
        BenchmarkModel benchmark, Work work, ImmutableMap<String, Double> one, ImmutableMap<String, Double> two) {
    private static final String CHIP = "esp32s3";

    static ModelSpeed measure(BenchmarkModel benchmark, PerformanceTable.Effort effort) {
        Model model = Optimizer.optimize(benchmark.build(), OptimizerOptions.of(Preset.MISSION))
                .model();
        QuantizedPair quantized =
                QuantizedPair.of(model, Optional.empty(), Targets.load().get(CHIP), Runtime.ESP_DL_1);
        int images = Math.min(benchmark.batch(), effort.largestBatch());
        Race race = new Race(images, effort.rounds(), effort.turn(), effort.warmUp());
        try (Contenders one = Contenders.of(model, quantized, images, 1);
                Contenders two = Contenders.of(model, quantized, images, 2)) {
            Map<String, Runnable> all = new LinkedHashMap<>(one.byName());
            two.byName().forEach((name, contender) -> all.put("2 " + name, contender));
            ImmutableMap<String, Double> speeds = race.run(all);
            return new ModelSpeed(benchmark, Work.of(model), with(speeds, ""), with(speeds, "2 "));
        }
    }

    private static ImmutableMap<String, Double> with(Map<String, Double> speeds, String prefix) {
        ImmutableMap.Builder<String, Double> result = ImmutableMap.builder();
        for (String name :
                new String[] {Contenders.ORT_FLOAT, Contenders.ORT_INT8, Contenders.INT8, Contenders.INT16}) {
            result.put(name, speeds.getOrDefault(prefix + name, Double.NaN));
        }
        return result.buildOrThrow();
    }

    /** Images per second on one thread. */
    double speed(String contender) {
        return one.getOrDefault(contender, Double.NaN);
    }

    /** How many times as fast as another one. */
    double ratio(String contender, String other) {
        return speed(contender) / speed(other);
    }

    /** How many times as fast two threads are. */
    double scaling(String contender) {
        return two.getOrDefault(contender, Double.NaN) / speed(contender);
    }
}
