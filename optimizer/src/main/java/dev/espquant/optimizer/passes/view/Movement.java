package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.optimizer.passes.SliceParts;

/** One node that only moves data. */
sealed interface Movement {
    /** The sizes of what it makes. */
    ImmutableLongArray sizes();

    /** Other sizes for the same elements. */
    record Reshape(ImmutableLongArray sizes) implements Movement {}

    /** Another order of axes. */
    record Transpose(ImmutableLongArray order, ImmutableLongArray sizes) implements Movement {}

    /** Some indices of some axes. */
    record Slice(SliceParts parts, ImmutableLongArray sizes) implements Movement {}
}
