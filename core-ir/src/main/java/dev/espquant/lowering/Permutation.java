package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.util.stream.IntStream;

/**
 * In which order the axes of a tensor lie in memory: position {@code i} holds axis {@code axes[i]} of the ONNX tensor.
 *
 * @param axes every axis once
 */
public record Permutation(ImmutableIntArray axes) {

    public static Permutation of(int... axes) {
        return new Permutation(ImmutableIntArray.copyOf(axes));
    }

    /** The order of ONNX. */
    public static Permutation identity(int rank) {
        return new Permutation(ImmutableIntArray.copyOf(IntStream.range(0, rank)));
    }

    /** Channels last: NHWC for four axes, NWC for three. */
    public static Permutation channelsLast(int rank) {
        return new Permutation(ImmutableIntArray.copyOf(
                IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1)));
    }

    public int rank() {
        return axes.length();
    }

    public boolean isIdentity() {
        return equals(identity(rank()));
    }

    public boolean isChannelsLast() {
        return rank() >= 3 && equals(channelsLast(rank()));
    }

    /** Where an ONNX axis lies. */
    public int position(int axis) {
        return axes.indexOf(axis);
    }

    public Permutation inverse() {
        return new Permutation(
                ImmutableIntArray.copyOf(IntStream.range(0, rank()).map(this::position)));
    }

    /** This order read through another one: position i holds {@code axes[other.axes[i]]}. */
    public Permutation compose(Permutation other) {
        return new Permutation(ImmutableIntArray.copyOf(other.axes.stream().map(axes::get)));
    }

    /** What a Transpose must do to bring a tensor in this order into another one. */
    public Permutation to(Permutation target) {
        return new Permutation(ImmutableIntArray.copyOf(target.axes.stream().map(this::position)));
    }

    /** The sizes in memory of a tensor with these ONNX sizes. */
    public ImmutableLongArray apply(ImmutableLongArray sizes) {
        return ImmutableLongArray.copyOf(axes.stream().mapToLong(sizes::get));
    }

    /** The ONNX sizes of a tensor with these sizes in memory. */
    public ImmutableLongArray restore(ImmutableLongArray sizes) {
        return inverse().apply(sizes);
    }

    /**
     * Whether elements lie elsewhere than in the other order. Axes of size 1 may change places without any element moving.
     *
     * @param sizes the ONNX sizes
     */
    public boolean movesData(Permutation other, ImmutableLongArray sizes) {
        return !longAxes(sizes).equals(other.longAxes(sizes));
    }

    private ImmutableIntArray longAxes(ImmutableLongArray sizes) {
        return ImmutableIntArray.copyOf(axes.stream().filter(axis -> sizes.get(axis) != 1));
    }
}
