package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import com.google.common.primitives.Longs;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Shapes as numbers. For the one name of a size that a run decides stands a prime beyond all real sizes, so that two products of sizes are equal
 * only if they are equal in every run.
 */
final class SizesInNumbers {
    private static final long STAND_IN = Integer.MAX_VALUE;

    private String symbol = "";

    /** The sizes of a shape; empty if one of them is not known, a second name occurs, or a tensor of them could not be counted. */
    Optional<ImmutableLongArray> of(Shape shape) {
        ImmutableLongArray.Builder sizes = ImmutableLongArray.builder(shape.rank());
        long count = 1;
        for (Dimension dimension : shape.dimensions()) {
            long size = number(dimension);
            if (size <= 0 || size > Long.MAX_VALUE / count) {
                return Optional.empty();
            }
            count *= size;
            sizes.add(size);
        }
        return Optional.of(sizes.build());
    }

    /** Whether a run decides a size. */
    static boolean isOpen(long size) {
        return size % STAND_IN == 0;
    }

    /** A shape of such sizes, as the model would say it. */
    Shape shape(ImmutableLongArray sizes) {
        return Shape.of(sizes.stream().mapToObj(this::dimension).toList());
    }

    private Dimension dimension(long size) {
        if (!isOpen(size)) {
            return Dimension.of(size);
        }
        return Dimension.named(size == STAND_IN ? symbol : size / STAND_IN + "*" + symbol);
    }

    /** A number for a size, 0 if there is none. */
    private long number(Dimension dimension) {
        if (dimension instanceof Dimension.Fixed fixed) {
            return fixed.size() < STAND_IN ? fixed.size() : 0;
        }
        return dimension instanceof Dimension.Symbolic symbolic ? number(symbolic.name()) : 0;
    }

    private long number(String name) {
        List<String> parts = List.of(name.split("\\*", -1));
        Long factor = parts.size() == 2 ? Longs.tryParse(parts.get(0)) : Long.valueOf(1);
        String last = parts.get(parts.size() - 1);
        boolean known = symbol.isEmpty() || symbol.equals(last);
        if (parts.size() > 2 || factor == null || factor <= 0 || factor >= STAND_IN || last.isEmpty() || !known) {
            return 0;
        }
        symbol = last;
        return factor * STAND_IN;
    }
}
