package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.Collectors;

/** Shapes of the chip's tensors: at least height, width, channels; a feature vector is one pixel with many channels. */
final class Dims {
    private static final int RANK = 3;

    private Dims() {}

    /** Sizes with ones in front, as far as three axes are missing. */
    static ImmutableIntArray padded(ImmutableIntArray sizes) {
        ImmutableIntArray.Builder dims = ImmutableIntArray.builder();
        for (int i = sizes.length(); i < RANK; i++) {
            dims.add(1);
        }
        return dims.addAll(sizes).build();
    }

    /** A permutation of sizes that {@link #padded} has lengthened. */
    static ImmutableIntArray paddedOrder(ImmutableIntArray order) {
        int missing = Math.max(0, RANK - order.length());
        ImmutableIntArray.Builder result = ImmutableIntArray.builder();
        for (int i = 0; i < missing; i++) {
            result.add(i);
        }
        order.forEach(axis -> result.add(axis + missing));
        return result.build();
    }

    /** The shape of a tensor under a view. */
    static ImmutableIntArray of(View view) {
        return padded(view.memorySizes());
    }

    static int count(ImmutableIntArray dims) {
        return dims.stream().reduce(1, Math::multiplyExact);
    }

    /** {@code {8, 8, 3}}. */
    static String list(ImmutableIntArray values) {
        return values.stream().mapToObj(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    }
}
