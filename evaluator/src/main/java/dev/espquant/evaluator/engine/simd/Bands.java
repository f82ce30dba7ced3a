package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;

/**
 * Where elements lie in a band: the input rows that a few output rows look at, between their padding. All bands of a layer have their elements at the
 * same places.
 */
final class Bands {
    /** What {@link #source} says of a row of padding. */
    static final int PADDING = -1;

    private final ConvGeometry geometry;
    private final int width;
    private final int outRows;
    private final int inRows;
    private final int[] positions;
    private final int[] window;
    private final int[] runs;
    private final int runLength;

    /**
     * Bands of a layer.
     *
     * @param elements how many a band should have at most, if one output row allows that
     */
    Bands(ConvGeometry geometry, int elements) {
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
        boolean whole = kernel.dilationX() == 1 && geometry.groups() == 1;
        this.runLength = whole ? kernel.width() * geometry.inChannels() : geometry.inPerGroup();
        this.runs = new int[window.length / runLength];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = window[i * runLength];
        }
    }

    /** Where each run of neighbouring elements of a window lies from its beginning. */
    int[] runs() {
        return runs;
    }

    /** Elements of a run: a row of the window, or a pixel of it where the window has gaps. */
    int runLength() {
        return runLength;
    }

    /** Elements of a row between its padding. */
    int width() {
        return width;
    }

    /** Elements of a row before its first pixel. */
    int before() {
        return geometry.window().left() * geometry.inChannels();
    }

    /** Elements of a row of the input. */
    int pixels() {
        return geometry.inWidth() * geometry.inChannels();
    }

    /** Rows of a band. */
    int inRows() {
        return inRows;
    }

    /** Where a row of the band that begins at an output row begins in the input; {@link #PADDING} if it lies outside. */
    int source(int image, int outRow, int row) {
        int y = geometry.window().inputRow(outRow, 0) + row;
        boolean inside = y >= 0 && y < geometry.inHeight();
        return inside ? (image * geometry.inHeight() + y) * pixels() : PADDING;
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
}
