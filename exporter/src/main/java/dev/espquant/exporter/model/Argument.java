package dev.espquant.exporter.model;

import dev.espquant.exporter.coefficients.Coefficients;
import java.util.Optional;

/** An argument of a layer's constructor. Its text may wait for the names of constants. */
@FunctionalInterface
interface Argument {
    /** The argument in C++; {@code qualifier} goes in front of getters. */
    String text(Coefficients constants, String qualifier);

    static Argument of(Object literal) {
        return (constants, qualifier) -> literal.toString();
    }

    /** A constant's getter, with what follows the call. */
    record Getter(int layer, String suffix, String behind) implements Argument {
        @Override
        public String text(Coefficients constants, String qualifier) {
            Optional<String> call = constants.layers().get(layer).getterCall(suffix);
            return qualifier + "::" + call.orElseThrow() + behind;
        }
    }
}
