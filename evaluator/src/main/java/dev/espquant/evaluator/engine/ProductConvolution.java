package dev.espquant.evaluator.engine;

import java.util.List;

/**
 * An int8 layer as a product of matrices: patches (or, for 1x1 kernels, the input itself) times weights, piece by piece so that operands and sums
 * stay in the cache, each piece requantized at once. Images of a batch lie one below the other in the left operand.
 */
public final class ProductConvolution implements LayerKernel {
    /** Bytes of operands and sums in one piece: what a second-level cache holds beside everything else. */
    private static final int PIECE_BYTES = 512 << 10;

    private final ConvGeometry geometry;
    private final MatrixProduct product;
    private final Requantizer requantizer;
    private final Patches patches;
    private final Bodies bodies;

    /**
     * A layer without groups.
     *
     * @param product its weights as {@link #weights}
     * @param requantizer what happens to the sums
     */
    ProductConvolution(ConvGeometry geometry, MatrixProduct product, Requantizer requantizer, Bodies bodies) {
        this.geometry = geometry;
        this.product = product;
        this.requantizer = requantizer;
        this.patches = new Patches(geometry);
        this.bodies = bodies;
    }

    /** The right operand: {@code [kernel row, kernel column, input channel][output channel]}. */
    static byte[] weights(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        byte[] weights = new byte[layer.weights().length()];
        int next = 0;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < geometry.inChannels(); in++) {
                    for (int out = 0; out < geometry.outChannels(); out++) {
                        weights[next++] = (byte) layer.weight(out, row, column, in);
                    }
                }
            }
        }
        return weights;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        byte[] input = inputs.get(0).bytes();
        return geometry.isPointwise()
                ? pointwise(input, output, images, scratch)
                : windows(input, output, images, scratch);
    }

    private long pointwise(byte[] input, QuantizedBuffer output, int images, Scratch scratch) {
        int rows = images * geometry.positions();
        int piece = Math.min(rows, pieceRows());
        byte[] left = scratch.bytes(Scratch.Purpose.LEFT, piece * product.depth());
        long saturated = 0;
        for (int first = 0; first < rows; first += piece) {
            int count = Math.min(piece, rows - first);
            bodies.toUnsigned(input, first * product.depth(), left, 0, count * product.depth());
            saturated += multiply(left, count, output, first * product.columns(), scratch);
        }
        return saturated;
    }

    private long windows(byte[] input, QuantizedBuffer output, int images, Scratch scratch) {
        int width = geometry.outWidth();
        int pieceRows = Math.min(Math.max(1, pieceRows() / width), images * geometry.outHeight());
        byte[] padded = scratch.bytes(Scratch.Purpose.PADDED, patches.paddedLength());
        byte[] left = scratch.bytes(Scratch.Purpose.LEFT, pieceRows * width * product.depth());
        long saturated = 0;
        int filled = 0;
        int done = 0;
        for (int image = 0; image < images; image++) {
            patches.pad(bodies, input, image * geometry.inElements(), padded);
            for (int row = 0; row < geometry.outHeight(); ) {
                int count = Math.min(geometry.outHeight() - row, pieceRows - filled);
                patches.rows(padded, row, row + count, left, filled * width * product.depth());
                row += count;
                filled += count;
                if (filled == pieceRows || (image == images - 1 && row == geometry.outHeight())) {
                    saturated += multiply(left, filled * width, output, done * width * product.columns(), scratch);
                    done += filled;
                    filled = 0;
                }
            }
        }
        return saturated;
    }

    private long multiply(byte[] left, int rows, QuantizedBuffer output, int at, Scratch scratch) {
        int[] sums = scratch.ints(Scratch.Purpose.SUMS, rows * product.columns());
        product.multiply(left, rows, sums, scratch);
        return requantizer.run(sums, rows, output, at, scratch);
    }

    /** Positions in one piece. */
    private int pieceRows() {
        return Math.max(64, PIECE_BYTES / (2 * product.depth() + 8 * product.columns()));
    }
}
