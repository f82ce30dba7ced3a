package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.optimizer.passes.SliceParts;
import java.util.List;
import java.util.Optional;

/** Views that a Slice makes: of every axis of a tensor, a first index, a step and a number of indices. */
final class Slicing {
    private final View tensor;
    private final long[] starts;
    private final long[] steps;
    private final long[] counts;

    private Slicing(View tensor) {
        int rank = tensor.sizes().length();
        this.tensor = tensor;
        this.starts = new long[rank];
        this.steps = new long[rank];
        this.counts = new long[rank];
    }

    /** The Slice of a tensor whose elements come in the order of a view; their axes may be joined or split otherwise. */
    static Optional<Movement.Slice> of(ImmutableLongArray source, View view) {
        Slicing slicing = new Slicing(View.of(source));
        return slicing.takes(view.runs()) && slicing.startsAt(view.offset())
                ? Optional.of(slicing.movement())
                : Optional.empty();
    }

    /** Finds steps and numbers of indices, from the innermost axis outwards. */
    private boolean takes(List<View.Run> runs) {
        int next = runs.size() - 1;
        long size = next < 0 ? 1 : runs.get(next).size();
        long stride = next < 0 ? 0 : runs.get(next).stride();
        for (int axis = counts.length - 1; axis >= 0; axis--) {
            long own = tensor.strides().get(axis);
            long all = tensor.sizes().get(axis);
            steps[axis] = 1;
            counts[axis] = 1;
            if (next < 0 || all == 1 || stride >= own * all) {
                continue;
            }
            if (stride < own || stride % own != 0) {
                return false;
            }
            steps[axis] = stride / own;
            // A run that goes on in the next axis takes every step-th index of this one, up to its end.
            long most = all / steps[axis];
            boolean goesOn = all % steps[axis] == 0 && size > most;
            counts[axis] = goesOn ? most : size;
            if (goesOn && size % most != 0) {
                return false;
            }
            if (goesOn) {
                size /= most;
                stride = own * all;
            } else {
                next--;
                size = next < 0 ? 1 : runs.get(next).size();
                stride = next < 0 ? 0 : runs.get(next).stride();
            }
        }
        return next < 0;
    }

    /** Finds the first indices; whether all indices lie inside, and no axis is cut whose size a run decides. */
    private boolean startsAt(long offset) {
        long left = offset;
        for (int axis = 0; axis < starts.length; axis++) {
            starts[axis] = left / tensor.strides().get(axis);
            left %= tensor.strides().get(axis);
            boolean inside = starts[axis] + (counts[axis] - 1) * steps[axis]
                    < tensor.sizes().get(axis);
            if (!inside || (SizesInNumbers.isOpen(tensor.sizes().get(axis)) && isCut(axis))) {
                return false;
            }
        }
        return true;
    }

    private boolean isCut(int axis) {
        return counts[axis] < tensor.sizes().get(axis);
    }

    private Movement.Slice movement() {
        ImmutableLongArray.Builder first = ImmutableLongArray.builder();
        ImmutableLongArray.Builder ends = ImmutableLongArray.builder();
        ImmutableLongArray.Builder axes = ImmutableLongArray.builder();
        ImmutableLongArray.Builder distances = ImmutableLongArray.builder();
        for (int axis = 0; axis < counts.length; axis++) {
            if (isCut(axis)) {
                first.add(starts[axis]);
                ends.add(starts[axis] + (counts[axis] - 1) * steps[axis] + 1);
                axes.add(axis);
                distances.add(steps[axis]);
            }
        }
        SliceParts parts = new SliceParts(first.build(), ends.build(), axes.build(), distances.build());
        return new Movement.Slice(parts, ImmutableLongArray.copyOf(counts));
    }
}
