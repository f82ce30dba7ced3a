package dev.espquant.evaluator.kernel;

/** Arithmetic on the sizes of row-major arrays. */
public final class Sizes {
    private Sizes() {}

    /** The number of elements; {@link ArithmeticException} beyond an int. */
    public static int count(int[] sizes) {
        int count = 1;
        for (int size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** How far apart neighbours along each axis lie. */
    public static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return strides;
    }

    /** Strides of an array that is read as if it had other, larger sizes: 0 along axes that repeat. Numpy's broadcasting. */
    public static int[] broadcastStrides(int[] sizes, int[] target) {
        int[] own = strides(sizes);
        int[] result = new int[target.length];
        int missing = target.length - sizes.length;
        for (int i = 0; i < sizes.length; i++) {
            result[missing + i] = sizes[i] == 1 ? 0 : own[i];
        }
        return result;
    }

    /** An axis counted from the front. */
    static int axis(long axis, int rank) {
        return Math.toIntExact(axis < 0 ? axis + rank : axis);
    }
}
