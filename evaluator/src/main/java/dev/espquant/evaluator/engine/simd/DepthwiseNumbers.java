package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;

/**
 * The constants of a {@link VectorDepthwise}: weights by lane, and the epilogue as {@code clamp((sum + offset) >> shift)}. Every bias goes into the
 * offset, one behind the shift {@code 2^shift} times; so does half of the last place, which makes a floor a rounding half up.
 */
final class DepthwiseNumbers {
    /** Rows and columns of the window. */
    static final int SIDE = 3;

    private static final int TAPS = SIDE * SIDE;

    /** {@code 128 * 255 <= 32767}: products by weights of such a sum of magnitudes fit 16 bits together. */
    private static final int LARGEST_GROUP = 255;

    /** Bits of the lower parts: their sum has a few more. */
    private static final int LONGEST_SPLIT = 8;

    /** With fewer, three upper parts of 16-bit sums would not fit 16 bits. */
    private static final int SHORTEST_SPLIT = 2;

    private static final int LONGEST_SHIFT = 22;

    /** Channels of joined positions. */
    private static final int LONGEST_JOIN = 512;

    private final boolean rows;
    private final int joined;
    private final int lanes;
    private final int stride;
    private final short[] weights;
    private final int shift;
    private final int low;
    private final int high;

    DepthwiseNumbers(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        Stage stage = layer.epilogue().stages().get(0);
        int channels = geometry.inChannels();
        this.rows = rowsFit(layer);
        this.joined = joined(geometry);
        this.lanes = joined * channels;
        this.stride = Math.max(lanes, VectorDepthwise.SHORTS.length());
        this.shift = -stage.exponents().get(0);
        this.low = stage.low().get(0);
        this.high = stage.high().get(0);
        this.weights = new short[(TAPS + 2) * stride];
        for (int lane = 0; lane < lanes; lane++) {
            int channel = lane % channels;
            long offset = offset(layer, channel);
            weights[TAPS * stride + lane] = (short) (offset >> split());
            weights[(TAPS + 1) * stride + lane] = (short) offset;
            for (int tap = 0; tap < TAPS; tap++) {
                weights[tap * stride + lane] = (short) layer.weight(channel, tap / SIDE, tap % SIDE, 0);
            }
        }
    }

    /** Whether a layer is depthwise 3x3 of int8, and nothing is lost on the way. */
    static boolean cover(ConvLayer layer, SumRule rule) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        boolean shape = geometry.isDepthwise()
                && window.height() == SIDE
                && window.width() == SIDE
                && window.dilationY() == 1
                && window.dilationX() == 1
                && geometry.outWidth() >= joined(geometry);
        return shape
                && layer.input() == BitWidth.INT8
                && layer.epilogue().output() == BitWidth.INT8
                && rule.isProven()
                && isOneShift(layer)
                && channelsFit(layer);
    }

    private static boolean isOneShift(ConvLayer layer) {
        Stage stage = layer.epilogue().stages().get(0);
        int places = -stage.exponents().get(0);
        return layer.epilogue().stages().size() == 1
                && (stage.rounding() == RoundingMode.FLOOR || stage.rounding() == RoundingMode.HALF_UP)
                && stage.exponents().length() == 1
                && places >= SHORTEST_SPLIT
                && places <= LONGEST_SHIFT
                && stage.low().length() == 1
                && stage.high().length() == 1;
    }

    private static boolean channelsFit(ConvLayer layer) {
        return rowsFit(layer) || pairsFit(layer);
    }

    /** Whether three sums of a row each are enough. */
    private static boolean rowsFit(ConvLayer layer) {
        return groupsFit(layer, SIDE);
    }

    /** Whether sums of two neighbours are: always, but for two weights of -128 side by side. */
    private static boolean pairsFit(ConvLayer layer) {
        return split(places(layer)) > SHORTEST_SPLIT && groupsFit(layer, 2);
    }

    /** Whether products of so many taps in turn fit 16 bits, and the sum of all upper parts too. */
    private static boolean groupsFit(ConvLayer layer, int size) {
        int split = split(places(layer));
        int groups = (TAPS + size - 1) / size;
        long most = Short.MAX_VALUE - groups * ((1 << (Short.SIZE - 1 - split)) + 1L) - 1;
        for (int channel = 0; channel < layer.geometry().outChannels(); channel++) {
            if (Math.abs(offset(layer, channel) >> split) > most) {
                return false;
            }
            for (int first = 0; first < TAPS; first += size) {
                int sum = 0;
                for (int tap = first; tap < Math.min(first + size, TAPS); tap++) {
                    sum += Math.abs(layer.weight(channel, tap / SIDE, tap % SIDE, 0));
                }
                if (sum > LARGEST_GROUP) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int places(ConvLayer layer) {
        return -layer.epilogue().stages().get(0).exponents().get(0);
    }

    private static long offset(ConvLayer layer, int channel) {
        Stage stage = layer.epilogue().stages().get(0);
        int places = -stage.exponents().get(0);
        long behind = stage.bias().isEmpty() ? 0 : stage.bias().get(stage.bias().length() == 1 ? 0 : channel);
        long half = stage.rounding() == RoundingMode.HALF_UP ? 1L << (places - 1) : 0;
        return layer.accumulator().bias(channel) + (behind << places) + half;
    }

    /** Neighbouring positions that are taken as one so that whole vectors are filled; 1 where windows do not follow each other closely. */
    private static int joined(ConvGeometry geometry) {
        int channels = geometry.inChannels();
        int vector = VectorDepthwise.SHORTS.length();
        if (geometry.window().strideX() != 1) {
            return 1;
        }
        int joined = 1;
        while (joined * channels % vector != 0 && joined * channels < LONGEST_JOIN) {
            joined++;
        }
        return joined * channels % vector == 0 && joined <= geometry.outWidth() ? joined : 1;
    }

    /** Whether a row of the window gives one sum; else two taps in turn do. */
    boolean sumsRows() {
        return rows;
    }

    int joined() {
        return joined;
    }

    /** Channels of joined positions. */
    int lanes() {
        return lanes;
    }

    /** Vectors that cover the lanes; the last one may overlap the one before. */
    int blocks() {
        return (lanes + VectorDepthwise.SHORTS.length() - 1) / VectorDepthwise.SHORTS.length();
    }

    /** The first lane of a block. */
    int lane(int block) {
        int vector = VectorDepthwise.SHORTS.length();
        return Math.max(0, Math.min(block * vector, lanes - vector));
    }

    /** Rows of {@link #stride} numbers: one for each tap, the upper parts of the offsets, their lowest 16 bits. */
    short[] weights() {
        return weights;
    }

    int stride() {
        return stride;
    }

    /** Bits of the lower parts, all of which the shift drops. */
    int split() {
        return split(shift);
    }

    private static int split(int shift) {
        return Math.min(LONGEST_SPLIT, shift);
    }

    int shift() {
        return shift;
    }

    int low() {
        return low;
    }

    int high() {
        return high;
    }
}
