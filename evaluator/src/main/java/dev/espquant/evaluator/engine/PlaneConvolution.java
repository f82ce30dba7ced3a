package dev.espquant.evaluator.engine;

import java.util.List;

/**
 * An int16 layer as one product of bytes ({@link PlaneWeights}): the left operand holds a piece's upper bytes, row by row, and below them its lower
 * bytes.
 */
final class PlaneConvolution implements LayerKernel {
    /** Bytes of operands and sums in one piece: what a second-level cache holds beside everything else. */
    private static final int PIECE_BYTES = 512 << 10;

    /** Products for each operand and sum from which bytes pay: measured with ONNX Runtime's product against sums in double precision. */
    private static final int PRODUCTS_PER_ELEMENT = 28;

    private final ConvGeometry geometry;
    private final MatrixProduct product;
    private final PlaneWeights weights;
    private final PlaneRequantizer requantizer;
    private final Patches patches;
    private final Bodies bodies;

    PlaneConvolution(
            ConvGeometry geometry,
            MatrixProduct product,
            PlaneWeights weights,
            PlaneRequantizer requantizer,
            Bodies bodies) {
        this.geometry = geometry;
        this.product = product;
        this.weights = weights;
        this.requantizer = requantizer;
        this.patches = new Patches(geometry);
        this.bodies = bodies;
    }

    /** Whether a layer has enough products for what is moved: bytes of operands to the product, and four sums of each output back. */
    static boolean pays(ConvGeometry geometry) {
        long products = (long) geometry.depth() * geometry.outChannels();
        return products >= (long) PRODUCTS_PER_ELEMENT * (geometry.depth() + geometry.outChannels());
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        short[] input = inputs.get(0).shorts();
        return geometry.isPointwise()
                ? pointwise(input, output, images, scratch)
                : windows(input, output, images, scratch);
    }

    private long pointwise(short[] input, QuantizedBuffer output, int images, Scratch scratch) {
        int rows = images * geometry.positions();
        int piece = Math.min(rows, pieceRows());
        byte[] left = scratch.bytes(Scratch.Purpose.LEFT, 2 * piece * product.depth());
        long saturated = 0;
        for (int first = 0; first < rows; first += piece) {
            int count = Math.min(piece, rows - first);
            int elements = count * product.depth();
            bodies.toPlanes(input, first * product.depth(), left, 0, elements, elements);
            saturated += multiply(left, count, output, first * geometry.outChannels(), scratch);
        }
        return saturated;
    }

    private long windows(short[] input, QuantizedBuffer output, int images, Scratch scratch) {
        int width = geometry.outWidth();
        int pieceRows = Math.min(Math.max(1, pieceRows() / width), geometry.outHeight());
        int length = patches.paddedLength();
        byte[] planes = scratch.bytes(Scratch.Purpose.PLANES, 2 * geometry.inElements());
        byte[] upper = scratch.bytes(Scratch.Purpose.PADDED, length);
        byte[] lower = scratch.bytes(Scratch.Purpose.PADDED_LOWER, length);
        byte[] left = scratch.bytes(Scratch.Purpose.LEFT, 2 * pieceRows * width * product.depth());
        long saturated = 0;
        for (int image = 0; image < images; image++) {
            int elements = geometry.inElements();
            bodies.toPlanes(input, image * elements, planes, 0, elements, elements);
            patches.pad(planes, 0, upper, (byte) MatrixProduct.OFFSET);
            patches.pad(planes, elements, lower, (byte) 0);
            for (int row = 0; row < geometry.outHeight(); row += pieceRows) {
                int end = Math.min(row + pieceRows, geometry.outHeight());
                int count = (end - row) * width;
                patches.rows(upper, row, end, left, 0);
                patches.rows(lower, row, end, left, count * product.depth());
                int at = (image * geometry.outHeight() + row) * width * geometry.outChannels();
                saturated += multiply(left, count, output, at, scratch);
            }
        }
        return saturated;
    }

    private long multiply(byte[] left, int rows, QuantizedBuffer output, int at, Scratch scratch) {
        int[] sums = scratch.ints(Scratch.Purpose.SUMS, 2 * rows * product.columns());
        product.multiply(left, 2 * rows, sums, scratch);
        weights.fold(sums, 2 * rows);
        return requantizer.run(sums, rows, output, at);
    }

    /** Positions in one piece. */
    private int pieceRows() {
        return Math.max(32, PIECE_BYTES / (4 * product.depth() + 16 * product.columns()));
    }
}
