package dev.espquant.evaluator.engine.simd;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** int16 integers on their way into {@link Bands} and doubles. */
final class WideRows {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, DOUBLES.vectorBitSize() / 4)));

    private static final short ZERO = 0;

    private WideRows() {}

    /** Fills a band with what the output rows from {@code outRow} on look at. */
    static void fill(Bands bands, short[] input, int image, int outRow, short[] band) {
        int before = bands.before();
        int pixels = bands.pixels();
        for (int row = 0; row < bands.inRows(); row++) {
            int from = bands.source(image, outRow, row);
            int to = row * bands.width();
            if (from == Bands.PADDING) {
                Arrays.fill(band, to, to + bands.width(), ZERO);
            } else {
                Arrays.fill(band, to, to + before, ZERO);
                System.arraycopy(input, from, band, to + before, pixels);
                Arrays.fill(band, to + before + pixels, to + bands.width(), ZERO);
            }
        }
    }

    /** Lays side by side what some positions of a band look at, one position below the other. */
    static void gather(Bands bands, short[] band, int first, int count, double[] to) {
        int[] runs = bands.runs();
        int next = 0;
        for (int position = first; position < first + count; position++) {
            for (int run : runs) {
                convert(band, bands.positions()[position] + run, to, next, bands.runLength());
                next += bands.runLength();
            }
        }
    }

    /** {@code to[i] = from[i]}. */
    static void convert(short[] from, int fromIndex, double[] to, int toIndex, int count) {
        int whole = DOUBLES.loopBound(count);
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            doubles(from, fromIndex + i).intoArray(to, toIndex + i);
        }
        for (int i = whole; i < count; i++) {
            to[toIndex + i] = from[fromIndex + i];
        }
    }

    /** A vector of int16 as doubles. */
    static DoubleVector doubles(short[] values, int index) {
        return (DoubleVector) Exact.shorts(SHORTS, values, index).convertShape(VectorOperators.S2D, DOUBLES, 0);
    }
}
