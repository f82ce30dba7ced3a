package dev.espquant.calibrator;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What walking over the samples collects: ranges, the estimates of the measured values, and the saturation counts of those that a later pass
 * visits anyway. Walks once for ranges and single-pass observers, and again as long as observers ask for it, or somebody asks for what was not
 * collected.
 */
final class ValueStatistics {
    /** How many exponents below that of the whole range are counted in passing. */
    private static final int LIKELY = 3;

    private final Graph graph;
    private final Walk walk;
    private final Function<String, BitWidth> bits;
    private final Map<String, ValueRange> ranges = new HashMap<>();
    private final Map<String, SaturationCounter> counters = new HashMap<>();
    private final Map<String, Estimate> estimates = new HashMap<>();

    private ValueStatistics(Graph graph, Walk walk, Function<String, BitWidth> bits) {
        this.graph = graph;
        this.walk = walk;
        this.bits = bits;
    }

    /**
     * Walks as often as the method needs.
     *
     * @param bits the width that each value will have
     */
    static ValueStatistics collect(
            Graph graph, Walk walk, ObservationPlan plan, ObserverFactory method, Function<String, BitWidth> bits) {
        ValueStatistics statistics = new ValueStatistics(graph, walk, bits);
        Map<String, Observer> open = statistics.firstPass(plan, method);
        while (!open.isEmpty()) {
            Collector pass = statistics.laterPass(open);
            statistics.counters.putAll(pass.counters());
            open = statistics.conclude(pass.observers());
        }
        statistics.rangesInFrontOfDeadActivations(plan);
        return statistics;
    }

    /** Ranges of what is observed; gives the observers that are not done. */
    private Map<String, Observer> firstPass(ObservationPlan plan, ObserverFactory method) {
        ValueBounds bounds = new ValueBounds(graph);
        ImmutableSet<String> maxima = maxima(plan, method, bounds);
        ImmutableSet<String> whole =
                Sets.difference(plan.observed().keySet(), maxima).immutableCopy();
        Collector first = look(whole, maxima, plan, method);
        Map<String, ValueRange> seen = Maps.filterKeys(first.ranges(), whole::contains);
        if (!bounds.prove(seen, Maps.filterKeys(first.ranges(), maxima::contains))) {
            requireFinite(plan.all());
        }
        first.ranges().forEach((value, range) -> ranges.put(value, plan.told(value, range)));
        return conclude(first.observers());
    }

    /** Values of which only the largest element is found, where nothing has to be looked at once more because of that. */
    private ImmutableSet<String> maxima(ObservationPlan plan, ObserverFactory method, ValueBounds bounds) {
        ImmutableSet<String> maxima =
                plan.maxima(graph, Maps.toMap(plan.measured(), v -> method.create(bits.apply(v))));
        ImmutableSet<String> observed = plan.observed().keySet();
        boolean costsNothing = bounds.canProve(Sets.difference(observed, maxima), maxima)
                || !bounds.canProve(observed, ImmutableSet.of());
        return costsNothing ? maxima : ImmutableSet.of();
    }

    private Collector look(
            ImmutableSet<String> whole, ImmutableSet<String> maxima, ObservationPlan plan, ObserverFactory method) {
        try {
            return Collector.merged(walk.each(
                    whole,
                    maxima,
                    () -> new Collector(fresh(plan.measured(), v -> method.create(bits.apply(v))), Map.of())));
        } catch (GraphException e) {
            requireFinite(plan.all()); // where NaN or infinity came up, and not where it was seen
            throw e;
        }
    }

    /** Looks at values for no other reason than to show the first of them that is not finite, if there is one. */
    private void requireFinite(ImmutableSet<String> values) {
        walk.each(values, ImmutableSet.of(), () -> (value, piece) -> {});
    }

    private Collector laterPass(Map<String, Observer> open) {
        return Collector.merged(walk.each(open.keySet(), ImmutableSet.of(), () -> {
            Map<String, Observer> observers = new HashMap<>();
            open.forEach((value, observer) ->
                    observers.put(value, observer.nextPass().orElseThrow()));
            return new Collector(observers, likelyCounters(open.keySet()));
        }));
    }

    /** Takes the estimates of observers that are done; gives the others. */
    private Map<String, Observer> conclude(Map<String, Observer> observers) {
        Map<String, Observer> open = new LinkedHashMap<>();
        observers.forEach((value, observer) -> {
            if (observer.nextPass().isPresent()) {
                open.put(value, observer);
            }
        });
        Map<String, Observer> done = Maps.filterKeys(observers, value -> !open.containsKey(value));
        done.forEach((value, observer) -> estimates.put(value, observer.estimate()));
        return open;
    }

    /** What decides for a layer whose activation lets nothing through is its own range, which was not observed. */
    private void rangesInFrontOfDeadActivations(ObservationPlan plan) {
        ImmutableSet.Builder<String> wanted = ImmutableSet.builder();
        plan.decidedBy().forEach((value, decidedBy) -> {
            boolean dead = estimate(decidedBy)
                    .map(Estimate::exponent)
                    .filter(e -> e.isEmpty())
                    .isPresent();
            if (dead && !ranges.containsKey(value)) {
                wanted.add(value);
            }
        });
        ranges.putAll(Collector.merged(
                        walk.each(wanted.build(), ImmutableSet.of(), () -> new Collector(Map.of(), Map.of())))
                .ranges());
    }

    /** Counters for the exponents that a method is likely to choose: somewhat smaller than that of the whole range. */
    private Map<String, SaturationCounter> likelyCounters(Collection<String> values) {
        Map<String, SaturationCounter> likely = new HashMap<>();
        values.forEach(value -> {
            BitWidth width = bits.apply(value);
            double max = Math.max(range(value).maxMagnitude(), Float.MIN_NORMAL);
            int whole = Exponents.ceilLog2(max / width.max());
            likely.put(value, new SaturationCounter(width, whole - LIKELY, LIKELY));
        });
        return likely;
    }

    /** Counts saturation for values at their exponents, in one more walk, where that has not been done yet. */
    void count(Map<String, Integer> exponents) {
        Map<String, Integer> missing = Maps.filterEntries(
                exponents,
                e -> counter(e.getKey()).filter(c -> c.covers(e.getValue())).isEmpty());
        counters.putAll(Collector.merged(walk.each(missing.keySet(), ImmutableSet.of(), () -> {
                    Map<String, SaturationCounter> exact = new HashMap<>();
                    missing.forEach((value, exponent) ->
                            exact.put(value, new SaturationCounter(bits.apply(value), exponent, 1)));
                    return new Collector(Map.of(), exact);
                }))
                .counters());
    }

    private static <T> Map<String, T> fresh(Collection<String> values, Function<String, T> maker) {
        Map<String, T> made = new HashMap<>();
        values.forEach(value -> made.put(value, maker.apply(value)));
        return made;
    }

    /** Whether a value was observed. */
    boolean isObserved(String value) {
        return ranges.containsKey(value);
    }

    /** The range of a value; empty if it was not observed. */
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
