package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 images, band by band: the input rows that a few output rows look at, between their padding. All bands have their elements at the
 * same places.
 */
final class WideRows {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, DOUBLES.vectorBitSize() / 4)));

    private static final short ZERO = 0;

    private final ConvGeometry geometry;
    private final int width;
    private final int outRows;
    private final int inRows;
    private final int[] positions;
    private final int[] window;

    /**
     * Bands of a layer.
     *
     * @param elements how many a band should have at most, if one output row allows that
     */
    WideRows(ConvGeometry geometry, int elements) {
        KernelWindow kernel = geometry.window();
        this.geometry = geometry;
        this.width = geometry.inChannels()
                * Math.max(
                        kernel.left() + geometry.inWidth(),
                        (geometry.outWidth() - 1) * kernel.strideX() + (kernel.width() - 1) * kernel.dilationX() + 1);
        int reach = (kernel.height() - 1) * kernel.dilationY() + 1;
        int fitting = (elements / width - reach) / kernel.strideY() + 1;
        this.outRows = Math.max(1, Math.min(geometry.outHeight(), fitting));
        this.inRows = (outRows - 1) * kernel.strideY() + reach;
        this.positions = new int[outRows * geometry.outWidth()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i / geometry.outWidth() * kernel.strideY() * width
                    + i % geometry.outWidth() * kernel.strideX() * geometry.inChannels();
        }
        this.window = new int[geometry.depth()];
        for (int i = 0; i < window.length; i++) {
            int tap = i / geometry.inPerGroup();
            window[i] = tap / kernel.width() * kernel.dilationY() * width
                    + tap % kernel.width() * kernel.dilationX() * geometry.inChannels()
                    + i % geometry.inPerGroup();
        }
    }

    /** Output rows of a band; the last one of an image may have fewer. */
    int outRows() {
        return outRows;
    }

    /** Elements of a band. */
    int length() {
        return inRows * width;
    }

    /** Where the window of each output position of a band begins. */
    int[] positions() {
        return positions;
    }

    /** Where a window's elements lie from its beginning: row by row, column by column, channel by channel. */
    int[] window() {
        return window;
    }

    /** Fills a band with what the output rows from {@code outRow} on look at. */
    void fill(short[] input, int image, int outRow, short[] band) {
        KernelWindow kernel = geometry.window();
        int row = geometry.inWidth() * geometry.inChannels();
        int before = kernel.left() * geometry.inChannels();
        for (int i = 0; i < inRows; i++) {
            int y = kernel.inputRow(outRow, 0) + i;
            int to = i * width;
            if (y < 0 || y >= geometry.inHeight()) {
                Arrays.fill(band, to, to + width, ZERO);
            } else {
                Arrays.fill(band, to, to + before, ZERO);
                System.arraycopy(input, (image * geometry.inHeight() + y) * row, band, to + before, row);
                Arrays.fill(band, to + before + row, to + width, ZERO);
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
        return (DoubleVector)
                ShortVector.fromArray(SHORTS, values, index).convertShape(VectorOperators.S2D, DOUBLES, 0);
    }
}
