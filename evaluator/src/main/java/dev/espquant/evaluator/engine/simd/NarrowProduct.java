package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.MatrixProduct;
import dev.espquant.evaluator.engine.Scratch;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MatrixProduct} in single precision, in which {@link NarrowWeights} keeps sums exact: the fastest way on processors without 8-bit dot products. Sums
 * come in tiles of four rows by three vectors of columns (or five by two, eight by one), which stay in registers from the first product to the last: 16 registers
 * hold them, the weights and most of the left operand. A tile's rows lie at one distance from each other, and its loop counts by one: only so does the compiler
 * check all indices before the loop.
 */
final class NarrowProduct implements MatrixProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorBodies.INTS;

    /** What sums start at: the lower bits of such a float are an integer. */
    private static final float MAGIC = 0x1.8p23f;

    private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

    /** Rows of a tile of three vectors of columns. */
    private static final int TRIPLE_ROWS = 4;

    /** Rows of a tile of two. */
    private static final int PAIR_ROWS = 5;

    /** Rows of a tile of one. */
    private static final int SINGLE_ROWS = 8;

    /** The least number of rows that are whole tiles of any kind. */
    private static final int WHOLE_TILES = 40;

    /** Floats of a piece of the left operand: with its sums and a panel they stay in the second-level cache. */
    private static final int PIECE = 16 << 10;

    private final int depth;
    private final int columns;
    private final int pieceRows;
    private final NarrowWeights weights;

    /** A product by a matrix in rows of {@code columns}, at least one vector of them. */
    NarrowProduct(int depth, int columns, byte[] matrix) {
        this.depth = depth;
        this.columns = columns;
        this.pieceRows = WHOLE_TILES * Math.max(1, PIECE / WHOLE_TILES / Math.max(depth, columns));
        this.weights = new NarrowWeights(depth, columns, matrix);
        warmUp();
    }

    /** Whether there are enough columns. */
    static boolean covers(int columns) {
        return columns >= FLOATS.length();
    }

    /** Has what such products need compiled. */
    private static void warmUp() {
        int n = FLOATS.length();
        float[] floats = new float[3 * WarmUp.VECTORS * n];
        float[] sums = new float[3 * SINGLE_ROWS * n];
        int[] ints = new int[floats.length];
        byte[] bytes = new byte[floats.length];
        WarmUp.once("triples", count -> triple(floats, 0, 1, count, floats, 0, sums, 0, n, 2 * n, 3 * n));
        WarmUp.once("pairs", count -> pair(floats, 0, 1, count, floats, 0, sums, 0, n, 2 * n));
        WarmUp.once("singles", count -> single(floats, 0, 1, count, floats, 0, sums, 0, n));
        WarmUp.once("integers", count -> integers(floats, ints, 0, count * n + count));
        WarmUp.once("more integers", count -> addIntegers(floats, ints, 0, count * n + count));
        WarmUp.once("floats", count -> floats(bytes, 0, floats, count * n + count));
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void multiply(byte[] left, int rows, int[] sums, Scratch scratch) {
        float[] floats = scratch.floats(Scratch.Purpose.LEFT, pieceRows * depth);
        float[] results = scratch.floats(Scratch.Purpose.SUMS, pieceRows * columns);
        for (int first = 0; first < rows; first += pieceRows) {
            int count = Math.min(pieceRows, rows - first);
            floats(left, first * depth, floats, count * depth);
            piece(floats, count, results, sums, first * columns);
        }
    }

    private void piece(float[] left, int rows, float[] results, int[] sums, int at) {
        int from = 0;
        for (int i = 0; i < weights.ends().length(); i++) {
            int end = weights.ends().get(i);
            products(left, rows, from, end - from, results);
            if (from == 0) {
                integers(results, sums, at, rows * columns);
            } else {
                addIntegers(results, sums, at, rows * columns);
            }
            from = end;
        }
    }

    /** The sums of some products of each row. Tiles may reach beyond the last row: what lies there does not matter. */
    private void products(float[] left, int rows, int from, int count, float[] sums) {
        ColumnGroups groups = weights.groups();
        for (int vector = 0; vector < groups.vectors(); vector += groups.size(vector)) {
            int size = groups.size(vector);
            int panel = weights.panel(vector) + size * FLOATS.length() * from;
            switch (size) {
                case 1 -> singles(left, rows, from, count, panel, sums, groups.column(vector));
                case 2 -> pairs(left, rows, from, count, panel, sums, groups.column(vector), groups.column(vector + 1));
                default ->
                    triples(left, rows, from, count, panel, sums, groups.column(vector), groups.column(vector + 2));
            }
        }
    }

    private void singles(float[] left, int rows, int from, int count, int panel, float[] sums, int column) {
        for (int row = 0; row < rows; row += SINGLE_ROWS) {
            int at = row * depth + from;
            single(left, at, depth, count, weights.panels(), panel, sums, row * columns + column, columns);
        }
    }

    private void pairs(float[] left, int rows, int from, int count, int panel, float[] sums, int first, int last) {
        for (int row = 0; row < rows; row += PAIR_ROWS) {
            int at = row * depth + from;
            int to = row * columns;
            pair(left, at, depth, count, weights.panels(), panel, sums, to + first, to + last, columns);
        }
    }

    private void triples(float[] left, int rows, int from, int count, int panel, float[] sums, int first, int last) {
        for (int row = 0; row < rows; row += TRIPLE_ROWS) {
            int at = row * depth + from;
            int to = row * columns + first;
            int end = row * columns + last;
            triple(left, at, depth, count, weights.panels(), panel, sums, to, to + FLOATS.length(), end, columns);
        }
    }

    /** Three vectors of the sums of four rows. */
    private static void triple(
            float[] left,
            int from,
            int stride,
            int count,
            float[] panels,
            int panel,
            float[] sums,
            int toA,
            int toB,
            int toC,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        FloatVector a0 = FloatVector.broadcast(FLOATS, MAGIC);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        for (int k = 0; k < count; k++) {
            int at = panel + 3 * FLOATS.length() * k;
            FloatVector wA = FloatVector.fromArray(FLOATS, panels, at);
            FloatVector wB = FloatVector.fromArray(FLOATS, panels, at + FLOATS.length());
            FloatVector wC = FloatVector.fromArray(FLOATS, panels, at + 2 * FLOATS.length());
            FloatVector x = FloatVector.broadcast(FLOATS, left[from + k]);
            a0 = x.fma(wA, a0);
            b0 = x.fma(wB, b0);
            c0 = x.fma(wC, c0);
            x = FloatVector.broadcast(FLOATS, left[x1 + k]);
            a1 = x.fma(wA, a1);
            b1 = x.fma(wB, b1);
            c1 = x.fma(wC, c1);
            x = FloatVector.broadcast(FLOATS, left[x2 + k]);
            a2 = x.fma(wA, a2);
            b2 = x.fma(wB, b2);
            c2 = x.fma(wC, c2);
            x = FloatVector.broadcast(FLOATS, left[x3 + k]);
            a3 = x.fma(wA, a3);
            b3 = x.fma(wB, b3);
            c3 = x.fma(wC, c3);
        }
        a0.intoArray(sums, toA);
        b0.intoArray(sums, toB);
        c0.intoArray(sums, toC);
        a1.intoArray(sums, toA + columns);
        b1.intoArray(sums, toB + columns);
        c1.intoArray(sums, toC + columns);
        a2.intoArray(sums, toA + 2 * columns);
        b2.intoArray(sums, toB + 2 * columns);
        c2.intoArray(sums, toC + 2 * columns);
        a3.intoArray(sums, toA + 3 * columns);
        b3.intoArray(sums, toB + 3 * columns);
        c3.intoArray(sums, toC + 3 * columns);
    }

    /** Two vectors of the sums of five rows. */
    private static void pair(
            float[] left,
            int from,
            int stride,
            int count,
            float[] panels,
            int panel,
            float[] sums,
            int toA,
            int toB,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        int x4 = x3 + stride;
        FloatVector a0 = FloatVector.broadcast(FLOATS, MAGIC);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector b4 = a0;
        for (int k = 0; k < count; k++) {
            int at = panel + 2 * FLOATS.length() * k;
            FloatVector wA = FloatVector.fromArray(FLOATS, panels, at);
            FloatVector wB = FloatVector.fromArray(FLOATS, panels, at + FLOATS.length());
            FloatVector x = FloatVector.broadcast(FLOATS, left[from + k]);
            a0 = x.fma(wA, a0);
            b0 = x.fma(wB, b0);
            x = FloatVector.broadcast(FLOATS, left[x1 + k]);
            a1 = x.fma(wA, a1);
            b1 = x.fma(wB, b1);
            x = FloatVector.broadcast(FLOATS, left[x2 + k]);
            a2 = x.fma(wA, a2);
            b2 = x.fma(wB, b2);
            x = FloatVector.broadcast(FLOATS, left[x3 + k]);
            a3 = x.fma(wA, a3);
            b3 = x.fma(wB, b3);
            x = FloatVector.broadcast(FLOATS, left[x4 + k]);
            a4 = x.fma(wA, a4);
            b4 = x.fma(wB, b4);
        }
        a0.intoArray(sums, toA);
        b0.intoArray(sums, toB);
        a1.intoArray(sums, toA + columns);
        b1.intoArray(sums, toB + columns);
        a2.intoArray(sums, toA + 2 * columns);
        b2.intoArray(sums, toB + 2 * columns);
        a3.intoArray(sums, toA + 3 * columns);
        b3.intoArray(sums, toB + 3 * columns);
        a4.intoArray(sums, toA + 4 * columns);
        b4.intoArray(sums, toB + 4 * columns);
    }

    /** One vector of the sums of eight rows. */
    private static void single(
            float[] left,
            int from,
            int stride,
            int count,
            float[] panels,
            int panel,
            float[] sums,
            int to,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        int x4 = x3 + stride;
        int x5 = x4 + stride;
        int x6 = x5 + stride;
        int x7 = x6 + stride;
        FloatVector a0 = FloatVector.broadcast(FLOATS, MAGIC);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        for (int k = 0; k < count; k++) {
            FloatVector w = FloatVector.fromArray(FLOATS, panels, panel + FLOATS.length() * k);
            a0 = w.fma(FloatVector.broadcast(FLOATS, left[from + k]), a0);
            a1 = w.fma(FloatVector.broadcast(FLOATS, left[x1 + k]), a1);
            a2 = w.fma(FloatVector.broadcast(FLOATS, left[x2 + k]), a2);
            a3 = w.fma(FloatVector.broadcast(FLOATS, left[x3 + k]), a3);
            a4 = w.fma(FloatVector.broadcast(FLOATS, left[x4 + k]), a4);
            a5 = w.fma(FloatVector.broadcast(FLOATS, left[x5 + k]), a5);
            a6 = w.fma(FloatVector.broadcast(FLOATS, left[x6 + k]), a6);
            a7 = w.fma(FloatVector.broadcast(FLOATS, left[x7 + k]), a7);
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
        a5.intoArray(sums, to + 5 * columns);
        a6.intoArray(sums, to + 6 * columns);
        a7.intoArray(sums, to + 7 * columns);
    }

    /** {@code to[i] = from[i] - 128}, of unsigned bytes. */
    private static void floats(byte[] from, int fromIndex, float[] to, int count) {
        int whole = FLOATS.loopBound(count);
        ByteVector offset = ByteVector.broadcast(VectorBodies.QUARTER, (byte) OFFSET);
        for (int i = 0; i < whole; i += FLOATS.length()) {
            ((FloatVector) Exact.bytes(VectorBodies.QUARTER, from, fromIndex + i)
                            .lanewise(VectorOperators.XOR, offset)
                            .convertShape(VectorOperators.B2F, FLOATS, 0))
                    .intoArray(to, i);
        }
        for (int i = whole; i < count; i++) {
            to[i] = (byte) (from[fromIndex + i] ^ OFFSET);
        }
    }

    /** {@code to[i] = from[i]}, of floats that started at {@link #MAGIC}. */
    private static void integers(float[] from, int[] to, int toIndex, int count) {
        int whole = INTS.loopBound(count);
        IntVector magic = IntVector.broadcast(INTS, MAGIC_BITS);
        for (int i = 0; i < whole; i += INTS.length()) {
            Exact.ints(INTS, FloatVector.fromArray(FLOATS, from, i).reinterpretAsInts())
                    .sub(magic)
                    .intoArray(to, toIndex + i);
        }
        for (int i = whole; i < count; i++) {
            to[toIndex + i] = Float.floatToRawIntBits(from[i]) - MAGIC_BITS;
        }
    }

    /** {@code to[i] += from[i]}, of floats that started at {@link #MAGIC}. */
    private static void addIntegers(float[] from, int[] to, int toIndex, int count) {
        int whole = INTS.loopBound(count);
        IntVector magic = IntVector.broadcast(INTS, MAGIC_BITS);
        for (int i = 0; i < whole; i += INTS.length()) {
            Exact.ints(INTS, FloatVector.fromArray(FLOATS, from, i).reinterpretAsInts())
                    .sub(magic)
                    .add(Exact.ints(INTS, to, toIndex + i))
                    .intoArray(to, toIndex + i);
        }
        for (int i = whole; i < count; i++) {
            to[toIndex + i] += Float.floatToRawIntBits(from[i]) - MAGIC_BITS;
        }
    }
}
