package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;

/**
 * Elements of one value in another order: transposes, slices, padding.
 *
 * @param sources for each element of an image's output, the element of its input, or a negative number for the fill
 * @param inElements elements of an image's input
 * @param fill what the other elements of the output are
 */
public record GatherLayer(ImmutableIntArray sources, int inElements, int fill) {
    public GatherLayer {
        if (sources.stream().anyMatch(source -> source >= inElements)) {
            throw new IllegalArgumentException("sources beyond " + inElements + " elements");
        }
    }
}
