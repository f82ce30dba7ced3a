package dev.espquant.optimizer.passes.view;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import java.util.Optional;

/** The fewest nodes that make a view of a tensor. */
final class Shortcut {
    private Shortcut() {}

    /**
     * Finds them.
     *
     * @param source the sizes of the tensor
     * @param view what is wanted of it, in this order
     * @param wanted the sizes that it shall have in the end; as many elements as the view has
     * @return empty if more than three nodes are needed
     */
    static Optional<ImmutableList<Movement>> find(ImmutableLongArray source, View view, ImmutableLongArray wanted) {
        long count = View.of(source).count();
        if (view.isWhole(count)) {
            return Optional.of(reshaped(ImmutableList.of(), source, wanted));
        }
        if (view.count() < count) {
            return Slicing.of(source, view).map(s -> reshaped(ImmutableList.of(s), s.sizes(), wanted));
        }
        Optional<Movement.Transpose> direct = Transposition.direct(source, view, wanted);
        if (direct.filter(t -> t.sizes().equals(wanted)).isPresent()) {
            return direct.map(ImmutableList::of);
        }
        Optional<List<Movement>> behind = view.reshaped(wanted).flatMap(v -> Transposition.behindReshape(v, count));
        return behind.isPresent()
                ? behind.map(ImmutableList::copyOf)
                : direct.map(t -> reshaped(ImmutableList.of(t), t.sizes(), wanted))
                        .or(() -> Transposition.behindReshape(view, count)
                                .map(found -> reshaped(found, view.sizes(), wanted)));
    }

    private static ImmutableList<Movement> reshaped(
            List<Movement> before, ImmutableLongArray sizes, ImmutableLongArray wanted) {
        ImmutableList.Builder<Movement> all = ImmutableList.<Movement>builder().addAll(before);
        return sizes.equals(wanted)
                ? all.build()
                : all.add(new Movement.Reshape(wanted)).build();
    }
}
