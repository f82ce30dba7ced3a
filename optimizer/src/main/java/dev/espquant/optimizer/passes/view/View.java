package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a tensor that lies row by row, in any order of axes: the element at a position is that at {@code offset + sum(position * stride)}.
 *
 * @param sizes at least 1 each
 * @param strides distances between neighbours along each axis
 * @param offset where the first element is
 */
record View(ImmutableLongArray sizes, ImmutableLongArray strides, long offset) {

    /** Axes that lie in one another without a gap, as one. */
    record Run(long size, long stride) {}

    /** A whole tensor. */
    static View of(ImmutableLongArray sizes) {
        return new View(sizes, ImmutableLongArray.copyOf(TensorMoves.strides(sizes.toArray())), 0);
    }

    View transposed(long[] order) {
        ImmutableLongArray.Builder newSizes = ImmutableLongArray.builder(order.length);
        ImmutableLongArray.Builder newStrides = ImmutableLongArray.builder(order.length);
        for (long axis : order) {
            newSizes.add(sizes.get((int) axis));
            newStrides.add(strides.get((int) axis));
        }
        return new View(newSizes.build(), newStrides.build(), offset);
    }

    /** Every {@code step}th element along an axis. */
    View sliced(int axis, long start, long step, long count) {
        long[] newSizes = sizes.toArray();
        long[] newStrides = strides.toArray();
        long moved = offset + start * newStrides[axis];
        newSizes[axis] = count;
        newStrides[axis] *= step;
        return new View(ImmutableLongArray.copyOf(newSizes), ImmutableLongArray.copyOf(newStrides), moved);
    }

    /** The same elements in the same order under other sizes; empty if they have no common distance along each new axis. */
    Optional<View> reshaped(ImmutableLongArray newSizes) {
        List<Run> runs = runs();
        long[] newStrides = new long[newSizes.length()];
        int run = runs.size() - 1;
        long taken = 1;
        for (int axis = newSizes.length() - 1; axis >= 0; axis--) {
            long size = newSizes.get(axis);
            if (size == 1) {
                continue;
            }
            if (run < 0 || runs.get(run).size() % (taken * size) != 0) {
                return Optional.empty();
            }
            newStrides[axis] = runs.get(run).stride() * taken;
            taken *= size;
            if (taken == runs.get(run).size()) {
                run--;
                taken = 1;
            }
        }
        return run < 0 && taken == 1
                ? Optional.of(new View(newSizes, ImmutableLongArray.copyOf(newStrides), offset))
                : Optional.empty();
    }

    /** The axes of more than one element, joined where that is possible. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int axis = 0; axis < sizes.length(); axis++) {
            if (sizes.get(axis) == 1) {
                continue;
            }
            Run next = new Run(sizes.get(axis), strides.get(axis));
            int last = runs.size() - 1;
            if (last >= 0 && runs.get(last).stride() == next.size() * next.stride()) {
                runs.set(last, new Run(runs.get(last).size() * next.size(), next.stride()));
            } else {
                runs.add(next);
            }
        }
        return runs;
    }

    /** Whether the elements are all those of a tensor of as many elements, in its order. */
    boolean isWhole(long count) {
        List<Run> runs = runs();
        return count == 1 || (runs.size() == 1 && runs.get(0).equals(new Run(count, 1)));
    }

    long count() {
        return sizes.stream().reduce(1, (a, b) -> a * b);
    }
}
