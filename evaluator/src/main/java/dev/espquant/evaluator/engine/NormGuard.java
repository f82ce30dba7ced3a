package dev.espquant.evaluator.engine;

import java.util.Arrays;

/**
 * Proves of one image that no partial sum of a layer without groups can leave its lane. The products of one sign under a window add up to at most
 * {@code |x| * |w|} (Cauchy and Schwarz), x being the window's inputs and w the weights, those of that sign alone where no input is negative. What static
 * bounds ({@link LaneProof}) cannot exclude, since they take every input to be the largest, this does exclude for nearly all images.
 *
 * <p>Squares are summed over cells of neighbouring pixels; a window counts every cell that it touches.
 */
final class NormGuard {
    /** Elements that one call for a sum of squares is worth. */
    private static final int CELL_ELEMENTS = 64;

    /** Squares of so many int8 numbers stay below 2^30. */
    private static final int MOST_ELEMENTS = 1 << 16;

    private final ConvGeometry geometry;
    private final Bodies bodies;
    private final int cellPixels;
    private final int cells;
    private final long mostAnySign;
    private final long mostNotNegative;

    private NormGuard(ConvLayer layer, LaneProof proof, Bodies bodies) {
        this.geometry = layer.geometry();
        this.bodies = bodies;
        this.cellPixels = Math.max(1, Math.min(geometry.inWidth(), CELL_ELEMENTS / geometry.inChannels()));
        this.cells = (geometry.inWidth() + cellPixels - 1) / cellPixels;
        long any = Long.MAX_VALUE;
        long notNegative = Long.MAX_VALUE;
        for (int channel = 0; channel < geometry.outChannels(); channel++) {
            if (!proof.isProven(channel)) {
                long[] squares = squares(layer, channel);
                any = Math.min(any, most(layer, channel, squares[0] + squares[1], squares[0] + squares[1]));
                notNegative = Math.min(notNegative, most(layer, channel, squares[0], squares[1]));
            }
        }
        this.mostAnySign = any;
        this.mostNotNegative = notNegative;
    }

    /** Whether sums of squares fit an int. */
    static boolean covers(ConvGeometry geometry) {
        return (long) geometry.inChannels() * geometry.window().height() <= MOST_ELEMENTS;
    }

    /** The guard of an int8 layer without groups. */
    static NormGuard of(ConvLayer layer, Bodies bodies) {
        return new NormGuard(layer, LaneProof.of(layer), bodies);
    }

    /** The sums of squares of a channel's positive and of its negative weights. */
    private static long[] squares(ConvLayer layer, int channel) {
        int depth = layer.geometry().depth();
        long[] squares = new long[2];
        for (int k = 0; k < depth; k++) {
            long weight = layer.weights().get(channel * depth + k);
            squares[weight > 0 ? 0 : 1] += weight * weight;
        }
        return squares;
    }

    /** The largest sum of squares under a window with which a channel's sums surely stay in their lane; negative if there is none. */
    private static long most(ConvLayer layer, int channel, long upward, long downward) {
        Lane lane = layer.accumulator().lane(channel);
        long bias = layer.accumulator().bias(channel);
        if (lane.overflows(bias)) {
            return -1;
        }
        return Math.min(most(lane.max() - bias, upward), most(bias - lane.min(), downward));
    }

    private static long most(long room, long squares) {
        return squares == 0 ? Long.MAX_VALUE : room * room / squares;
    }

    /** Whether no sum of an image can leave its lane. */
    boolean proves(byte[] input, int from, Scratch scratch) {
        long most = bodies.isAnyNegative(input, from, geometry.inElements()) ? mostAnySign : mostNotNegative;
        return most >= 0 && largestWindow(input, from, scratch) <= most;
    }

    /** The largest sum of squares of the cells that a window touches, wherever it stands. */
    private long largestWindow(byte[] input, int from, Scratch scratch) {
        KernelWindow window = geometry.window();
        int rows = Math.min(window.height(), geometry.inHeight());
        int touched = (window.dilationX() * (window.width() - 1) + cellPixels - 1) / cellPixels + 1;
        int[] squares = scratch.ints(Scratch.Purpose.SUMS, (geometry.inHeight() + 1) * cells);
        int column = geometry.inHeight() * cells;
        fill(input, from, squares);
        long largest = 0;
        for (int first = 0; first <= geometry.inHeight() - rows; first++) {
            Arrays.fill(squares, column, column + cells, 0);
            int reach = Math.min(window.dilationY() * (rows - 1) + 1, geometry.inHeight() - first);
            for (int y = first; y < first + reach; y++) {
                for (int x = 0; x < cells; x++) {
                    squares[column + x] += squares[y * cells + x];
                }
            }
            largest = Math.max(largest, largestRun(squares, column, Math.min(touched, cells)));
        }
        return largest;
    }

    private long largestRun(int[] sums, int from, int length) {
        long largest = 0;
        for (int x = 0; x <= cells - length; x++) {
            long sum = 0;
            for (int i = 0; i < length; i++) {
                sum += sums[from + x + i];
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private void fill(byte[] input, int from, int[] squares) {
        int channels = geometry.inChannels();
        int row = geometry.inWidth() * channels;
        for (int y = 0; y < geometry.inHeight(); y++) {
            for (int x = 0; x < cells; x++) {
                int first = x * cellPixels * channels;
                int count = Math.min(cellPixels * channels, row - first);
                squares[y * cells + x] = bodies.squares(input, from + y * row + first, count);
            }
        }
    }
}
