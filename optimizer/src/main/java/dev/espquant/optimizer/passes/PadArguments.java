package dev.espquant.optimizer.passes;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * What a Pad node does, wherever its opset puts the arguments: attributes before opset 11, constant inputs since, chosen axes since 18.
 *
 * @param mode {@code constant}, {@code reflect}, {@code edge} or {@code wrap}
 * @param begins elements put before each axis, one per axis; negative ones crop
 * @param ends elements put behind each axis
 * @param value what constant padding puts there
 */
public record PadArguments(String mode, ImmutableLongArray begins, ImmutableLongArray ends, double value) {

    /** The arguments of a Pad node; empty if one of them is not constant, or if the rank that they need is not known. */
    public static Optional<PadArguments> of(Match match, Node pad) {
        Optional<long[]> pads = match.opset() < 11
                ? pad.intsAttribute("pads").or(() -> pad.intsAttribute("paddings"))
                : match.constant(pad, 1).filter(t -> t.type().isInteger()).map(Tensor::toLongs);
        Optional<Double> value = match.opset() < 11
                ? Optional.of((double) pad.floatAttribute("value", 0))
                : pad.input(2).isEmpty()
                        ? Optional.of(0.0)
                        : match.constant(pad, 2)
                                .filter(t -> t.elementCount() == 1)
                                .map(t -> t.toDoubles()[0]);
        if (pads.isEmpty() || value.isEmpty() || pads.get().length % 2 != 0) {
            return Optional.empty();
        }
        return axes(match, pad, pads.get()).map(full -> {
            int rank = full.length / 2;
            ImmutableLongArray all = ImmutableLongArray.copyOf(full);
            return new PadArguments(
                    pad.textAttribute("mode", "constant"),
                    all.subArray(0, rank),
                    all.subArray(rank, 2 * rank),
                    value.get());
        });
    }

    /** The pads of all axes, from those of the axes that the node names. */
    private static Optional<long[]> axes(Match match, Node pad, long[] pads) {
        if (match.opset() < 18 || pad.input(3).isEmpty()) {
            return Optional.of(pads);
        }
        Optional<Integer> rank = match.shape(pad.inputs().get(0)).map(Shape::rank);
        Optional<long[]> axes =
                match.constant(pad, 3).filter(t -> t.type().isInteger()).map(Tensor::toLongs);
        if (rank.isEmpty() || axes.isEmpty() || axes.get().length * 2 != pads.length) {
            return Optional.empty();
        }
        long[] full = new long[2 * rank.get()];
        for (int i = 0; i < axes.get().length; i++) {
            int axis = (int) (axes.get()[i] < 0 ? axes.get()[i] + rank.get() : axes.get()[i]);
            full[axis] = pads[i];
            full[rank.get() + axis] = pads[axes.get().length + i];
        }
        return Optional.of(full);
    }

    public int rank() {
        return begins.length();
    }

    /** Whether nothing is added or taken anywhere. */
    public boolean isNop() {
        return begins.stream().allMatch(p -> p == 0) && ends.stream().allMatch(p -> p == 0);
    }

    /** Whether the node puts zeros, and only on the axes behind batch and channels. */
    public boolean isSpatialZeros() {
        return mode.equals("constant")
                && value == 0
                && rank() > 2
                && begins.get(0) == 0
                && begins.get(1) == 0
                && ends.get(0) == 0
                && ends.get(1) == 0
                && begins.stream().allMatch(p -> p >= 0)
                && ends.stream().allMatch(p -> p >= 0);
    }

    /** Pads of the spatial axes added to those that a convolution or pool has, in the form of the attribute {@code pads}. */
    public long[] addedTo(long[] existing) {
        int spatial = rank() - 2;
        long[] sum = existing.clone();
        for (int i = 0; i < spatial; i++) {
            sum[i] += begins.get(i + 2);
            sum[spatial + i] += ends.get(i + 2);
        }
        return sum;
    }
}
