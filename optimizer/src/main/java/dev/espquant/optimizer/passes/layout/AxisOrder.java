package dev.espquant.optimizer.passes.layout;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The order of axes that a Transpose makes: axis {@code i} behind it is axis {@code order[i]} before it.
 *
 * @param order a permutation of the axes
 */
record AxisOrder(ImmutableLongArray order) {

    static AxisOrder of(long... order) {
        return new AxisOrder(ImmutableLongArray.copyOf(order));
    }

    /** The order that a node makes; empty if it is no Transpose, or one that leaves its order to the rank. */
    static Optional<AxisOrder> of(Node node) {
        return node.is("Transpose") ? node.intsAttribute("perm").map(AxisOrder::of) : Optional.empty();
    }

    int rank() {
        return order.length();
    }

    boolean isIdentity() {
        return LongStream.range(0, rank()).allMatch(i -> order.get((int) i) == i);
    }

    /** Where an axis behind the transposition is before it; negative axes count from the end. */
    long before(long axis) {
        return order.get((int) (axis < 0 ? axis + rank() : axis));
    }

    AxisOrder inverse() {
        long[] result = new long[rank()];
        for (int i = 0; i < result.length; i++) {
            result[(int) order.get(i)] = i;
        }
        return of(result);
    }

    /** The order of this transposition and another one behind it. */
    AxisOrder then(AxisOrder next) {
        return of(next.order.stream().map(this::before).toArray());
    }

    /** What is left of the order when axes behind the transposition, counted from the start, are dropped on both sides. */
    AxisOrder without(Set<Long> axes) {
        long[] kept = LongStream.range(0, rank())
                .filter(a -> !axes.contains(a))
                .map(this::before)
                .toArray();
        long[] sorted = Arrays.stream(kept).sorted().toArray();
        return of(Arrays.stream(kept)
                .map(axis -> Arrays.binarySearch(sorted, axis))
                .toArray());
    }

    /** One number per axis behind the transposition, as one per axis before it. */
    long[] before(long[] perAxis) {
        long[] result = new long[rank()];
        for (int i = 0; i < result.length; i++) {
            result[(int) order.get(i)] = perAxis[i];
        }
        return result;
    }

    Shape before(Shape shape) {
        List<Dimension> dimensions = new ArrayList<>(shape.dimensions());
        for (int i = 0; i < rank(); i++) {
            dimensions.set((int) order.get(i), shape.dimension(i));
        }
        return Shape.of(dimensions);
    }

    /** A constant that broadcasts to what is behind the transposition, as one that broadcasts to what is before it. */
    Tensor before(Tensor constant) {
        long[] full = new long[rank()];
        Arrays.fill(full, 1);
        System.arraycopy(constant.sizes(), 0, full, rank() - constant.rank(), constant.rank());
        return TensorMoves.view(constant.reshaped(full), before(full), 0, before(TensorMoves.strides(full)));
    }

    /** A Transpose that makes this order. */
    Node transpose(String name, String input, String output) {
        return Node.of(name, "Transpose", List.of(input), List.of(output))
                .withAttribute("perm", Attribute.ofInts(order.toArray()));
    }
}
