package dev.espquant.evaluator.speed;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a comparison runs.
 *
 * @param images computed by one run of a contender
 * @param rounds in each of which every contender has its turn; the median over them is the result
 * @param turn how long a turn lasts at least; a contender runs at least once
 * @param warmUp how long each contender runs at least before anything is measured: once more, and again, while that makes it faster
 */
public record Race(int images, int rounds, Duration turn, Duration warmUp) {
    /** A gain that is no accident. */
    private static final double FASTER = 1.05;

    private static final int MOST_WARM_UPS = 10;

    public Race {
        if (images < 1 || rounds < 1) {
            throw new IllegalArgumentException(images + " images, " + rounds + " rounds");
        }
    }

    /**
     * Lets contenders, by name, run against each other.
     *
     * @return images per second by name, in the given order
     */
    public ImmutableMap<String, Double> run(Map<String, Runnable> contenders) {
        contenders.values().forEach(this::warmUp);
        ListMultimap<String, Double> speeds = LinkedListMultimap.create();
        for (int round = 0; round < rounds; round++) {
            contenders.forEach((name, contender) -> speeds.put(name, imagesPerSecond(contender, turn)));
        }
        ImmutableMap.Builder<String, Double> medians = ImmutableMap.builder();
        speeds.keySet().forEach(name -> medians.put(name, median(speeds.get(name))));
        return medians.buildOrThrow();
    }

    /** Loops over vector instructions take a thousand times as long until they are compiled, which may be seconds after the first one ran. */
    private void warmUp(Runnable contender) {
        double before = imagesPerSecond(contender, warmUp);
        for (int i = 0; i < MOST_WARM_UPS && !warmUp.isZero(); i++) {
            double now = imagesPerSecond(contender, warmUp.dividedBy(2));
            if (now < FASTER * before) {
                return;
            }
            before = now;
        }
    }

    private double imagesPerSecond(Runnable contender, Duration duration) {
        long start = System.nanoTime();
        long end = start;
        long runs = 0;
        while (runs == 0 || end - start < duration.toNanos()) {
            contender.run();
            runs++;
            end = System.nanoTime();
        }
        return runs * images * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, end - start);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
