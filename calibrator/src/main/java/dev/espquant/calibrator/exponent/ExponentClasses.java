package dev.espquant.calibrator.exponent;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Values in classes that share one exponent: classes are united, and each takes the largest exponent that one of its members asks for. */
final class ExponentClasses {
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Integer> exponents = new HashMap<>();

    /** Puts two values into one class. */
    void unite(String a, String b) {
        String rootA = root(a);
        String rootB = root(b);
        if (!rootA.equals(rootB)) {
            parents.put(rootB, rootA);
            Integer exponent = exponents.remove(rootB);
            if (exponent != null) {
                exponents.merge(rootA, exponent, Math::max);
            }
        }
    }

    /** A value needs at least this exponent. */
    void demand(String value, OptionalInt exponent) {
        exponent.ifPresent(e -> exponents.merge(root(value), e, Math::max));
    }

    /** The exponent of a value's class; empty if no member asked for one. */
    OptionalInt exponent(String value) {
        Integer exponent = exponents.get(root(value));
        return exponent == null ? OptionalInt.empty() : OptionalInt.of(exponent);
    }

    private String root(String value) {
        String node = value;
        String parent = parents.get(node);
        while (parent != null) {
            String grandparent = parents.get(parent);
            if (grandparent != null) {
                parents.put(node, grandparent);
            }
            node = parent;
            parent = grandparent;
        }
        return node;
    }
}
