package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the elements of a value lie in memory: the value's elements, in ONNX's row-major order, are those of a tensor of certain sizes; memory holds
 * that tensor with its axes in another order. A feature map {@code [C, H, W]} that the chip keeps channels-last has the order {@code 1, 2, 0}; so
 * has its Flatten, which has one axis only, as long as nobody moves the elements.
 *
 * @param sizes axes as ONNX counts them, without the batch
 * @param order for each axis in memory, outermost first, the axis of {@code sizes} that it holds
 */
record View(ImmutableIntArray sizes, ImmutableIntArray order) {

    static View rowMajor(ImmutableIntArray sizes) {
        return new View(sizes, ImmutableIntArray.copyOf(IntStream.range(0, sizes.length())));
    }

    /** The first axis innermost: {@code [C, H, W]} as the chip's layers want it. */
    static View channelsLast(ImmutableIntArray sizes) {
        int rank = sizes.length();
        return new View(sizes, ImmutableIntArray.copyOf(IntStream.range(0, rank).map(i -> (i + 1) % rank)));
    }

    /** The sizes of the axes in memory, outermost first. */
    ImmutableIntArray memorySizes() {
        return ImmutableIntArray.copyOf(order.stream().map(sizes::get));
    }

    int elementCount() {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    /** Whether an element lies in the same place under both views. */
    boolean sameMemory(View other) {
        return transposition(this, other).filter(t -> t.order().length() <= 1).isPresent();
    }

    boolean isRowMajor() {
        return sameMemory(rowMajor(sizes));
    }

    /**
     * What brings elements from one view to another: a view whose sizes are those of the memory before and whose order is the permutation, both as
     * short as possible (one axis or none if nothing moves). Empty if the axes of the two do not fit together; a step over row-major order helps.
     */
    static Optional<View> transposition(View from, View to) {
        Optional<List<Integer>> factors = commonFactors(from.sizes, to.sizes);
        return factors.map(f -> {
            View source = from.split(f);
            View target = to.split(f);
            int[] place = new int[f.size()];
            for (int i = 0; i < place.length; i++) {
                place[source.order.get(i)] = i;
            }
            ImmutableIntArray permutation =
                    ImmutableIntArray.copyOf(target.order.stream().map(axis -> place[axis]));
            return new View(source.memorySizes(), permutation).merged();
        });
    }

    /** The layout that the chip's layers work on: channels-last for feature maps, rows for what has more axes than an image. */
    static View standard(ImmutableIntArray sizes) {
        return sizes.length() <= 3 ? channelsLast(sizes) : rowMajor(sizes);
    }

    /** This view if its axes are those of a value, or an equal one whose axes are; else the standard view, which is not equal. */
    View over(ImmutableIntArray valueSizes) {
        if (sizes.equals(valueSizes)) {
            return this;
        }
        View plain = rowMajor(valueSizes);
        return !sameMemory(standard(valueSizes)) && sameMemory(plain) ? plain : standard(valueSizes);
    }

    /**
     * The same memory, read as the value's transposition. Empty if the axes of the value are not those in memory.
     *
     * @param valueSizes sizes of the value that this is the view of
     * @param permutation for each axis of the result, the value's axis
     */
    Optional<View> transposed(ImmutableIntArray valueSizes, ImmutableIntArray permutation) {
        return commonFactors(sizes, valueSizes).map(factors -> {
            List<List<Integer>> parts = parts(valueSizes, factors);
            int[] newAxis = new int[factors.size()];
            ImmutableIntArray.Builder newSizes = ImmutableIntArray.builder();
            int next = 0;
            for (int axis : permutation.toArray()) {
                for (int part : parts.get(axis)) {
                    newAxis[part] = next++;
                    newSizes.add(factors.get(part));
                }
            }
            return new View(
                    newSizes.build(),
                    ImmutableIntArray.copyOf(split(factors).order.stream().map(part -> newAxis[part])));
        });
    }

    /** For each place in memory, the row-major index of the element that lies there. */
    int[] elementsInMemory() {
        int[] strides = new int[sizes.length()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes.get(axis);
        }
        int[] elements = {0};
        for (int place = 0; place < order.length(); place++) {
            int axis = order.get(place);
            int[] next = new int[elements.length * sizes.get(axis)];
            int n = 0;
            for (int outer : elements) {
                for (int i = 0; i < sizes.get(axis); i++) {
                    next[n++] = outer + i * strides[axis];
                }
            }
            elements = next;
        }
        return elements;
    }

    /** The same memory with every axis divided into factors, which multiply to the sizes, one axis after the other. */
    private View split(List<Integer> factors) {
        List<List<Integer>> parts = parts(sizes, factors);
        ImmutableIntArray.Builder places = ImmutableIntArray.builder();
        order.forEach(axis -> parts.get(axis).forEach(places::add));
        return new View(ImmutableIntArray.copyOf(factors), places.build());
    }

    /** For each axis, the factors that multiply to its size. */
    private static List<List<Integer>> parts(ImmutableIntArray sizes, List<Integer> factors) {
        List<List<Integer>> parts = new ArrayList<>();
        int next = 0;
        for (int size : sizes.toArray()) {
            List<Integer> part = new ArrayList<>();
            for (int rest = size; rest > 1; next++) {
                part.add(next);
                rest /= factors.get(next);
            }
            parts.add(part);
        }
        return parts;
    }

    /** Axes that lie behind one another here and there become one. No axis has size 1. */
    private View merged() {
        List<Integer> firsts = new ArrayList<>();
        for (int place = 0; place < order.length(); place++) {
            if (place == 0 || order.get(place) != order.get(place - 1) + 1) {
                firsts.add(order.get(place));
            }
        }
        int[] starts = firsts.stream().mapToInt(i -> i).sorted().toArray();
        int[] merged = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            int end = i + 1 < starts.length ? starts[i + 1] : sizes.length();
            merged[i] = IntStream.range(starts[i], end).map(sizes::get).reduce(1, (a, b) -> a * b);
        }
        return new View(
                ImmutableIntArray.copyOf(merged),
                ImmutableIntArray.copyOf(firsts.stream().mapToInt(first -> Arrays.binarySearch(starts, first))));
    }

    /** Sizes into which the axes of both can be divided; none is 1. Empty if there are no such sizes. */
    private static Optional<List<Integer>> commonFactors(ImmutableIntArray one, ImmutableIntArray other) {
        List<Integer> factors = new ArrayList<>();
        int a = 1;
        int b = 1;
        int i = 0;
        int j = 0;
        while (true) {
            while (a == 1 && i < one.length()) {
                a = one.get(i++);
            }
            while (b == 1 && j < other.length()) {
                b = other.get(j++);
            }
            if (a == 1 || b == 1) {
                return a == b ? Optional.of(factors) : Optional.empty();
            }
            if (a % b != 0 && b % a != 0) {
                return Optional.empty();
            }
            int factor = Math.min(a, b);
            factors.add(factor);
            a /= factor;
            b /= factor;
        }
    }
}
