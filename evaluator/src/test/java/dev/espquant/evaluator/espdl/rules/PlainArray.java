package dev.espquant.evaluator.espdl.rules;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Integers under sizes, row major, addressed by index lists. */
final class PlainArray {
    private final int[] sizes;
    private final int[] values;

    PlainArray(int[] sizes, int[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    int[] sizes() {
        return sizes;
    }

    int[] values() {
        return values;
    }

    static PlainArray random(Random random, int largest, int... sizes) {
        return new PlainArray(sizes, PlainLayer.values(random, largest, count(sizes)));
    }

    /** An array whose elements follow from their indices. */
    static PlainArray of(int[] sizes, ToIntFunction<int[]> element) {
        int[] values = new int[count(sizes)];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.applyAsInt(index(sizes, i));
        }
        return new PlainArray(sizes, values);
    }

    static int count(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    private static int[] index(int[] sizes, int element) {
        int[] index = new int[sizes.length];
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index[axis] = element % sizes[axis];
            element /= sizes[axis];
        }
        return index;
    }

    int at(int... index) {
        int element = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            element = element * sizes[axis] + index[axis];
        }
        return values[element];
    }

    /** The element that broadcasting reads: axes join from the end, those of size 1 stay at 0. */
    int broadcast(int[] index) {
        int[] own = new int[sizes.length];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = sizes[axis] == 1 ? 0 : index[index.length - own.length + axis];
        }
        return at(own);
    }

    boolean isInside(int[] index) {
        for (int axis = 0; axis < sizes.length; axis++) {
            if (index[axis] < 0 || index[axis] >= sizes[axis]) {
                return false;
            }
        }
        return true;
    }

    int rank() {
        return sizes.length;
    }

    int[] with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis] = size;
        return changed;
    }

    static int[] replaced(int[] index, int axis, int at) {
        int[] changed = index.clone();
        changed[axis] = at;
        return changed;
    }
}
