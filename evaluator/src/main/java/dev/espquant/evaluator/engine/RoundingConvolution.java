package dev.espquant.evaluator.engine;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;

/**
 * A layer in the words of ONNX Runtime's {@code QLinearConv}, which makes {@code clamp(rint(float(sum + offset) * scale), 0, 255)} of a sum. It is
 * exactly our shift, for each of the three roundings, under these conditions:
 *
 * <ul>
 *   <li>Outputs are taken 128 higher: they are unsigned, and negative results of the rounding saturate anyway. All of that, and a bias behind the
 *       shift, goes into the offset: {@code (bias + 128) * 2^s}.
 *   <li><b>Half to even</b> is what {@code rint} does, with {@code scale = 2^-s}: sums below 2^24 are exact floats, and 128 is
 *       even; a bias behind the shift might not be, so there is none.
 *   <li><b>Half up</b>: the scale is one ulp larger, {@code 2^-s * (1 + 2^-23)}. A tie {@code m / 2}, m odd, becomes at least the next float above
 *       and rounds up. The largest sum below a tie, {@code M - 1} over {@code M = m * 2^(s-1)}, becomes {@code M - 1 + M * 2^-23} before it is rounded to a
 *       float: below M as long as {@code M <= 2^22}. Results up to 256 matter, so {@code m <= 512} and {@code s <= 14}.
 *   <li><b>Floor</b> is half up of a sum that is {@code 2^(s-1)} less.
 * </ul>
 */
final class RoundingConvolution {
    /** Added to outputs so that they are unsigned. */
    private static final int UNSIGNED = 128;

    private static final int LARGEST_SHIFT = 14;

    /** Sums with their offset stay exact floats: each of the two is below this. */
    private static final long LARGEST_SUM = 1L << 23;

    private final int[] offsets;
    private final float[] scales;

    private RoundingConvolution(int[] offsets, float[] scales) {
        this.offsets = offsets;
        this.scales = scales;
    }

    /** What is added to the sums of each output channel. */
    int[] offsets() {
        return offsets;
    }

    /** The factor of each output channel. */
    float[] scales() {
        return scales;
    }

    /** Whether a layer of such sums can be computed so. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        Epilogue epilogue = layer.epilogue();
        if (layer.input() != BitWidth.INT8
                || epilogue.output() != BitWidth.INT8
                || epilogue.stages().size() != 1) {
            return false;
        }
        Stage stage = epilogue.stages().get(0);
        int least = stage.rounding() == RoundingMode.HALF_EVEN ? 0 : 1;
        return stage.rounding() != RoundingMode.TRUNCATE
                && (stage.rounding() != RoundingMode.HALF_EVEN || stage.bias().isEmpty())
                && rule.isProven()
                && rule.sumBits() <= 23
                && stage.low().length() == 1
                && stage.high().length() == 1
                && stage.exponents().stream().allMatch(e -> -e >= least && -e <= LARGEST_SHIFT)
                && offsetsFit(layer);
    }

    private static boolean offsetsFit(ConvLayer layer) {
        Stage stage = layer.epilogue().stages().get(0);
        for (int channel = 0; channel < layer.geometry().outChannels(); channel++) {
            if (Math.abs(offset(layer, stage, channel)) >= LARGEST_SUM) {
                return false;
            }
        }
        return true;
    }

    /** The numbers for a layer that is covered. */
    static RoundingConvolution of(ConvLayer layer) {
        Stage stage = layer.epilogue().stages().get(0);
        int channels = layer.geometry().outChannels();
        int[] offset = new int[channels];
        float[] scale = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            float exact = Math.scalb(1f, Stage.at(stage.exponents(), channel));
            offset[channel] = (int) offset(layer, stage, channel);
            scale[channel] = stage.rounding() == RoundingMode.HALF_EVEN ? exact : Math.nextUp(exact);
        }
        return new RoundingConvolution(offset, scale);
    }

    private static long offset(ConvLayer layer, Stage stage, int channel) {
        int shift = -Stage.at(stage.exponents(), channel);
        long bias = stage.bias().isEmpty() ? 0 : stage.bias().get(stage.bias().length() == 1 ? 0 : channel);
        long half = stage.rounding() == RoundingMode.FLOOR ? 1L << (shift - 1) : 0;
        return layer.accumulator().bias(channel) + ((bias + UNSIGNED) << shift) - half;
    }
}
