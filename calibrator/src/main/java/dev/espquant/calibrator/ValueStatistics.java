package dev.espquant.calibrator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.BitWidth;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What walking over the samples collects: the range of every value, the estimate of every measured value, and the saturation counts of those
 * that a later pass visits anyway. Walks once for ranges and single-pass observers, and again as long as observers ask for it.
 */
final class ValueStatistics {
    private final Map<String, ValueRange> ranges = new ConcurrentHashMap<>();
    private final Map<String, SaturationCounter> counters = new HashMap<>();
    private final Map<String, Estimate> estimates = new HashMap<>();

    private ValueStatistics() {}

    /**
     * Collects.
     *
     * @param inputs the model's inputs; their saturation is always counted
     * @param values all values whose range is wanted
     * @param measured those of them that get an observer
     */
    static ValueStatistics collect(
            Walk walk,
            Collection<String> inputs,
            ImmutableSet<String> values,
            ImmutableSet<String> measured,
            ObserverFactory method,
            BitWidth bits) {
        ValueStatistics statistics = new ValueStatistics();
        inputs.forEach(v -> statistics.counters.put(v, new SaturationCounter(bits)));
        values.forEach(v -> statistics.ranges.put(v, ValueRange.EMPTY));
        Map<String, Observer> observers = new LinkedHashMap<>();
        measured.forEach(v -> observers.put(v, method.create(bits)));
        walk.each(values, (value, batch) -> {
            statistics.ranges.computeIfPresent(value, (v, range) -> range.merge(batch.range()));
            observe(value, batch, observers, statistics.counters);
        });
        Map<String, Observer> open = statistics.conclude(observers);
        while (!open.isEmpty()) {
            Map<String, Observer> pass = open;
            ImmutableSet<String> visited = ImmutableSet.copyOf(pass.keySet());
            Map<String, SaturationCounter> fresh = counters(visited, bits);
            walk.each(visited, (value, batch) -> observe(value, batch, pass, fresh));
            statistics.counters.putAll(fresh);
            open = statistics.conclude(pass);
        }
        return statistics;
    }

    private static void observe(
            String value, Observation batch, Map<String, Observer> observers, Map<String, SaturationCounter> counters) {
        Optional.ofNullable(observers.get(value)).ifPresent(o -> o.observe(batch));
        Optional.ofNullable(counters.get(value)).ifPresent(c -> c.add(batch.values(), batch.count()));
    }

    /** Takes the estimates of observers that are done; gives the others' observers for the next pass. */
    private Map<String, Observer> conclude(Map<String, Observer> observers) {
        Map<String, Observer> next = new LinkedHashMap<>();
        Map<String, Estimate> done = new LinkedHashMap<>();
        observers.forEach((value, observer) -> observer.nextPass()
                .ifPresentOrElse(o -> next.put(value, o), () -> done.put(value, observer.estimate())));
        estimates.putAll(done);
        return next;
    }

    /** Counts saturation exactly for values that have not been counted yet, in one more walk. */
    void count(Walk walk, Collection<String> values, BitWidth bits) {
        ImmutableSet<String> missing =
                values.stream().filter(v -> !counters.containsKey(v)).collect(ImmutableSet.toImmutableSet());
        Map<String, SaturationCounter> fresh = counters(missing, bits);
        walk.each(missing, (value, batch) -> observe(value, batch, ImmutableMap.of(), fresh));
        counters.putAll(fresh);
    }

    private static Map<String, SaturationCounter> counters(Collection<String> values, BitWidth bits) {
        Map<String, SaturationCounter> counters = new HashMap<>();
        values.forEach(v -> counters.put(v, new SaturationCounter(bits)));
        return counters;
    }

    ValueRange range(String value) {
        return ranges.getOrDefault(value, ValueRange.EMPTY);
    }

    Optional<Estimate> estimate(String value) {
        return Optional.ofNullable(estimates.get(value));
    }

    Optional<SaturationCounter> counter(String value) {
        return Optional.ofNullable(counters.get(value));
    }
}
