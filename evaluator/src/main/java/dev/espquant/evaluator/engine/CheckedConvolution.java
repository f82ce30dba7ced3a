package dev.espquant.evaluator.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;

/**
 * An int8 layer as products of matrices that are added up block by block of the window's elements, so that sums on the way are seen: of a block that
 * takes a sum from a to b, and whose products have magnitudes that add up to t at most, no partial sum leaves {@code (a + b - t) / 2} to {@code (a + b + t) / 2}.
 * {@code t} is the product of norms (Cauchy and Schwarz), the largest of all positions times the largest of all channels.
 */
final class CheckedConvolution {
    /** Elements in one block, at most. */
    private static final int BLOCK_DEPTH = 256;

    /** Sums of so many bits may be added. */
    private static final int WIDEST_SUM = 30;

    private final ConvLayer layer;
    private final ImmutableList<Block> blocks;
    private final Requantizer requantizer;
    private final Patches patches;
    private final Bodies bodies;
    private final long room;

    /** A part of the window's elements. */
    private static final class Block {
        private final int first;
        private final MatrixProduct product;
        private final double norm;

        Block(int first, MatrixProduct product, double norm) {
            this.first = first;
            this.product = product;
            this.norm = norm;
        }
    }

    /**
     * A layer whose lanes saturate at every product.
     *
     * @param lossless the same without lanes, for what becomes of sums
     */
    CheckedConvolution(ConvLayer layer, ConvLayer lossless, Engine engine) {
        ConvGeometry geometry = layer.geometry();
        // Totals start with the bias.
        Accumulator without = new Accumulator(
                lossless.accumulator().laneBits(), Accumulator.Saturation.FINAL_SUM, ImmutableLongArray.of());
        SumRule rule = new SumRule(
                geometry.outChannels(), without, LaneProof.of(lossless).bits(), lossless.epilogue());
        this.layer = layer;
        this.bodies = engine.bodies();
        this.requantizer = bodies.requantizer(rule);
        this.patches = new Patches(geometry);
        this.room = narrowest(layer);
        this.blocks = blocks(layer, engine);
    }

    /** Whether ints hold all sums. */
    static boolean covers(ConvLayer lossless) {
        return LaneProof.of(lossless).bits() <= WIDEST_SUM;
    }

    private static long narrowest(ConvLayer layer) {
        return layer.accumulator().laneBits().stream()
                .mapToLong(bits -> Lane.ofBits(bits).max())
                .min()
                .orElseThrow();
    }

    private static ImmutableList<Block> blocks(ConvLayer layer, Engine engine) {
        int depth = layer.geometry().depth();
        int columns = layer.geometry().outChannels();
        byte[] weights = ProductConvolution.weights(layer);
        int count = (depth + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
        ImmutableList.Builder<Block> blocks = ImmutableList.builder();
        for (int block = 0; block < count; block++) {
            int first = depth * block / count;
            int end = depth * (block + 1) / count;
            byte[] part = Arrays.copyOfRange(weights, first * columns, end * columns);
            blocks.add(new Block(first, engine.product(end - first, columns, part), norm(part, columns)));
        }
        return blocks.build();
    }

    /** The largest norm of a column. */
    private static double norm(byte[] weights, int columns) {
        long largest = 0;
        for (int column = 0; column < columns; column++) {
            long squares = 0;
            for (int k = column; k < weights.length; k += columns) {
                squares += (long) weights[k] * weights[k];
            }
            largest = Math.max(largest, squares);
        }
        return Math.sqrt((double) largest);
    }

    /** Computes some images of a batch; false, and nothing is computed, if sums on the way may have left their lanes. */
    boolean compute(QuantizedBuffer input, QuantizedBuffer output, int firstImage, int images, Scratch scratch) {
        ConvGeometry geometry = layer.geometry();
        int rows = images * geometry.positions();
        byte[] operand = operand(input.bytes(), firstImage, images, scratch);
        int from = geometry.isPointwise() ? firstImage * geometry.inElements() : 0;
        int[] totals = scratch.ints(Scratch.Purpose.SUMS, rows * geometry.outChannels());
        start(totals, rows);
        for (Block block : blocks) {
            double products = block.norm * multiply(block, operand, from, rows, scratch);
            int[] sums = scratch.ints(Scratch.Purpose.BLOCK, rows * geometry.outChannels());
            int twice = add(sums, totals, rows * geometry.outChannels());
            // One more than what is rounded away.
            if (twice + products + 1 > 2.0 * room) {
                return false;
            }
        }
        requantizer.run(totals, rows, output, firstImage * geometry.outElements(), scratch);
        return true;
    }

    /** The windows of all positions, row by row; the input itself where they are pixels. */
    private byte[] operand(byte[] input, int firstImage, int images, Scratch scratch) {
        ConvGeometry geometry = layer.geometry();
        if (geometry.isPointwise()) {
            return input;
        }
        byte[] windows = scratch.bytes(Scratch.Purpose.PLANES, images * geometry.positions() * geometry.depth());
        byte[] padded = scratch.bytes(Scratch.Purpose.PADDED, patches.paddedLength());
        for (int image = 0; image < images; image++) {
            patches.pad(input, (firstImage + image) * geometry.inElements(), padded, (byte) 0);
            patches.rows(padded, 0, geometry.outHeight(), windows, image * geometry.positions() * geometry.depth());
        }
        return windows;
    }

    /** Multiplies a block; the largest norm of a row. */
    private double multiply(Block block, byte[] operand, int from, int rows, Scratch scratch) {
        int depth = block.product.depth();
        int row = layer.geometry().depth();
        byte[] left = scratch.bytes(Scratch.Purpose.LEFT, rows * depth);
        long largest = 0;
        for (int i = 0; i < rows; i++) {
            int at = from + i * row + block.first;
            largest = Math.max(largest, bodies.squares(operand, at, depth));
            bodies.toUnsigned(operand, at, left, i * depth, depth);
        }
        int[] sums = scratch.ints(Scratch.Purpose.BLOCK, rows * layer.geometry().outChannels());
        block.product.multiply(left, rows, sums, scratch);
        return Math.sqrt((double) largest);
    }

    private void start(int[] totals, int rows) {
        int channels = layer.geometry().outChannels();
        for (int channel = 0; channel < channels; channel++) {
            totals[channel] = (int) layer.accumulator().bias(channel);
        }
        for (int row = 1; row < rows; row++) {
            System.arraycopy(totals, 0, totals, row * channels, channels);
        }
    }

    /** Adds sums to totals; the largest magnitude of a total before and behind added. */
    private static int add(int[] sums, int[] totals, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            int before = totals[i];
            int behind = before + sums[i];
            totals[i] = behind;
            largest = Math.max(largest, Math.abs(before + behind));
        }
        return largest;
    }
}
