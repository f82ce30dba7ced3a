package dev.espquant.optimizer.passes;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;

/** Operators that draw random numbers: two of them are never the same, and none is a constant. */
public final class RandomOperators {
    private static final ImmutableSet<String> NAMES = ImmutableSet.of(
            "Bernoulli",
            "Dropout",
            "Multinomial",
            "RandomNormal",
            "RandomNormalLike",
            "RandomUniform",
            "RandomUniformLike");

    private RandomOperators() {}

    /** Whether a node may give something else in the next run. */
    public static boolean contain(Node node) {
        return node.domain().isEmpty() && NAMES.contains(node.opType());
    }
}
