package dev.espquant.examples.trainer;

/** The loops over planes that nearly all of the time is spent in. */
final class Vectors {
    private Vectors() {}

    /** Adds {@code scale * from} to {@code to}. */
    static void addScaled(double scale, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += scale * from[i];
        }
    }

    /**
     * The sum of the products of {@code a} and {@code b}. Four partial sums keep the processor busy; the order of the additions
     * is part of the result, and the same everywhere.
     */
    static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** The sum of {@code values}, in the order of {@link #dot}. */
    static double sum(double[] values) {
        double sum0 = 0;
        double sum1 = 0;
        int i = 0;
        for (; i + 1 < values.length; i += 2) {
            sum0 += values[i];
            sum1 += values[i + 1];
        }
        return i < values.length ? sum0 + sum1 + values[i] : sum0 + sum1;
    }

    /** The plane moved so that (y, x) holds what was at (y + down, x + right); zeros come in from outside. */
    static double[] shifted(double[] plane, int height, int width, int down, int right) {
        if (down == 0 && right == 0) {
            return plane;
        }
        double[] result = new double[plane.length];
        int firstColumn = Math.max(0, -right);
        int columns = width - Math.abs(right);
        for (int y = Math.max(0, -down); y < height - Math.max(0, down); y++) {
            System.arraycopy(plane, (y + down) * width + firstColumn + right, result, y * width + firstColumn, columns);
        }
        return result;
    }
}
