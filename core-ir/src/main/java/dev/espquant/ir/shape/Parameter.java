package dev.espquant.ir.shape;

import java.util.Optional;

/** Integers that parametrize an operator, such as axes or pads: given and known, given but only known at run time, or left out. */
record Parameter(boolean given, Optional<long[]> values) {
    static final Parameter ABSENT = new Parameter(false, Optional.empty());
    static final Parameter UNKNOWN = new Parameter(true, Optional.empty());

    static Parameter known(long[] values) {
        return new Parameter(true, Optional.of(values));
    }

    boolean isKnown() {
        return values.isPresent();
    }

    /** Whether the values decide the result, but only a run knows them. */
    boolean isUnknown() {
        return given && values.isEmpty();
    }
}
