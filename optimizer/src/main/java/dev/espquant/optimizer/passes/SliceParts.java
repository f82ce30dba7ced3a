package dev.espquant.optimizer.passes;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The constant arguments of a Slice node, one number per sliced axis: attributes before opset 10, inputs since.
 *
 * @param starts first index of each sliced axis; negative ones count from the end
 * @param ends index behind the last one
 * @param axes axes counted from the front, each once
 * @param steps distances between the indices taken, negative ones backwards
 */
public record SliceParts(
        ImmutableLongArray starts, ImmutableLongArray ends, ImmutableLongArray axes, ImmutableLongArray steps) {

    /**
     * The arguments of a node.
     *
     * @param rank the rank of what is sliced
     * @return empty if an argument is computed, if the lists have different lengths, or if an axis is named twice or does not exist
     */
    public static Optional<SliceParts> of(Match match, Node slice, int rank) {
        Optional<long[]> starts = argument(match, slice, 1, "starts");
        Optional<long[]> ends = argument(match, slice, 2, "ends");
        int count = starts.map(s -> s.length).orElse(0);
        Optional<long[]> axes = absent(slice, 3, "axes")
                ? Optional.of(LongStream.range(0, count).toArray())
                : argument(match, slice, 3, "axes");
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        Optional<long[]> steps = absent(slice, 4, "steps") ? Optional.of(ones) : argument(match, slice, 4, "steps");
        if (starts.isEmpty() || ends.isEmpty() || axes.isEmpty() || steps.isEmpty()) {
            return Optional.empty();
        }
        long[] counted =
                LongStream.of(axes.get()).map(a -> a < 0 ? a + rank : a).toArray();
        SliceParts parts = new SliceParts(
                ImmutableLongArray.copyOf(starts.get()),
                ImmutableLongArray.copyOf(ends.get()),
                ImmutableLongArray.copyOf(counted),
                ImmutableLongArray.copyOf(steps.get()));
        return parts.isSound(rank) ? Optional.of(parts) : Optional.empty();
    }

    /** Both slices in one, if they slice different axes. */
    public Optional<SliceParts> joined(SliceParts next) {
        if (axes.stream().anyMatch(next.axes::contains)) {
            return Optional.empty();
        }
        return Optional.of(new SliceParts(
                concat(starts, next.starts),
                concat(ends, next.ends),
                concat(axes, next.axes),
                concat(steps, next.steps)));
    }

    private boolean isSound(int rank) {
        int count = starts.length();
        return ends.length() == count
                && axes.length() == count
                && steps.length() == count
                && axes.stream().allMatch(a -> a >= 0 && a < rank)
                && axes.stream().distinct().count() == count;
    }

    private static boolean absent(Node slice, int input, String attribute) {
        return slice.input(input).isEmpty() && slice.attribute(attribute).isEmpty();
    }

    private static Optional<long[]> argument(Match match, Node slice, int input, String attribute) {
        return slice.intsAttribute(attribute)
                .or(() -> match.constant(slice, input)
                        .filter(t -> t.type().isInteger())
                        .map(Tensor::toLongs));
    }

    private static ImmutableLongArray concat(ImmutableLongArray a, ImmutableLongArray b) {
        return ImmutableLongArray.builder(a.length() + b.length())
                .addAll(a)
                .addAll(b)
                .build();
    }
}
