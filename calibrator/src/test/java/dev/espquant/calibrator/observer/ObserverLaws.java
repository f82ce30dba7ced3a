package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Floats;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ObserverFactory;
import dev.espquant.quant.BitWidth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What every observer must obey: batches in any order, on any number of observers merged in any order, give the same estimate. */
final class ObserverLaws {
    private ObserverLaws() {}

    static Estimate estimate(ObserverFactory method, BitWidth bits, float... values) {
        Observer observer = method.create(bits);
        observer.observe(Observation.of(values));
        while (observer.nextPass().isPresent()) {
            observer = observer.nextPass().orElseThrow();
            observer.observe(Observation.of(values));
        }
        return observer.estimate();
    }

    static void hold(ObserverFactory method, BitWidth bits, float[] values, long seed) {
        Random random = new Random(seed);
        List<Observer> observers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            observers.add(method.create(bits));
        }
        Observer merged = pass(observers, values, random);
        while (merged.nextPass().isPresent()) {
            observers.clear();
            for (int i = 0; i < 3; i++) {
                observers.add(merged.nextPass().orElseThrow());
            }
            merged = pass(observers, values, random);
        }
        assertThat(merged.estimate()).isEqualTo(estimate(method, bits, values));
    }

    /** Deals parts of the values out to observers in a random order, and merges these in a random order. */
    private static Observer pass(List<Observer> observers, float[] values, Random random) {
        List<float[]> parts = new ArrayList<>(Floats.cut(values, 7, random));
        Collections.shuffle(parts, random);
        parts.forEach(part -> observers.get(random.nextInt(observers.size())).observe(Observation.of(part)));
        Collections.shuffle(observers, random);
        Observer left = observers.get(0);
        if (random.nextBoolean()) {
            return left.merge(observers.get(1)).merge(observers.get(2));
        }
        return left.merge(observers.get(1).merge(observers.get(2)));
    }
}
