package dev.espquant.calibrator;

import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one thread collects on one walk: the range of every value, and what an observer and a saturation counter see of it, where it has one. */
final class Collector implements Visitor {
    private final Map<String, ValueRange> ranges = new HashMap<>();
    private final Map<String, Observer> observers;
    private final Map<String, SaturationCounter> counters;

    /** With observers and saturation counters by the name of the value; they are this collector's alone. */
    Collector(Map<String, Observer> observers, Map<String, SaturationCounter> counters) {
        this.observers = observers;
        this.counters = counters;
    }

    /** What several threads collected, together. */
    static Collector merged(Collection<Collector> parts) {
        Collector whole = new Collector(new HashMap<>(), new HashMap<>());
        for (Collector part : parts) {
            part.ranges.forEach((value, range) -> whole.ranges.merge(value, range, ValueRange::merge));
            part.observers.forEach((value, observer) -> whole.observers.merge(value, observer, Observer::merge));
            part.counters.forEach((value, counter) -> whole.counters.merge(value, counter, SaturationCounter::merge));
        }
        return whole;
    }

    @Override
    public void piece(String value, Observation piece) {
        see(value, piece);
        Optional.ofNullable(counters.get(value)).ifPresent(counter -> counter.add(piece));
    }

    @Override
    public void maximum(String value, float maximum) {
        see(value, Observation.of(ValueRange.upTo(maximum)));
    }

    private void see(String value, Observation piece) {
        ranges.merge(value, piece.range(), ValueRange::merge);
        Optional.ofNullable(observers.get(value)).ifPresent(observer -> observer.observe(piece));
    }

    ImmutableMap<String, ValueRange> ranges() {
        return ImmutableMap.copyOf(ranges);
    }

    ImmutableMap<String, Observer> observers() {
        return ImmutableMap.copyOf(observers);
    }

    ImmutableMap<String, SaturationCounter> counters() {
        return ImmutableMap.copyOf(counters);
    }
}
