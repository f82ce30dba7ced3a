package dev.espquant.calibrator.exponent;

import java.util.Map;
import java.util.OptionalInt;

/** Demands from one map, for tests: a value that it does not hold asks for nothing. */
record FixedDemands(Map<String, Integer> demands) implements Demands {
    @Override
    public OptionalInt input(String value) {
        return of(value);
    }

    @Override
    public OptionalInt measured(String value) {
        return of(value);
    }

    @Override
    public OptionalInt wholeRange(String value) {
        return of(value + " whole");
    }

    @Override
    public OptionalInt constant(String value) {
        return of(value);
    }

    private OptionalInt of(String key) {
        Integer exponent = demands.get(key);
        return exponent == null ? OptionalInt.empty() : OptionalInt.of(exponent);
    }
}
