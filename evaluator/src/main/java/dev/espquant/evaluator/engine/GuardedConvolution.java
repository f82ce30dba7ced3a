package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import java.util.List;

/**
 * An int8 layer whose lanes saturate at every product and might be left: images of which {@link NormGuard} shows that they are not are computed without
 * looking at lanes, the others by {@link CheckedConvolution}, and product by product where that shows nothing either.
 */
final class GuardedConvolution implements LayerKernel {
    private static final int PIECE_ROWS = 512;

    private final ConvGeometry geometry;
    private final NormGuard guard;
    private final LayerKernel fast;
    private final CheckedConvolution checked;
    private final LaneConvolution exact;

    /**
     * A layer that {@linkplain #covers is covered}.
     *
     * @param fast computes {@link #withoutLanes}
     */
    GuardedConvolution(ConvLayer layer, LayerKernel fast, Engine engine) {
        this.geometry = layer.geometry();
        this.guard = NormGuard.of(layer, engine.bodies());
        this.fast = fast;
        this.checked = new CheckedConvolution(layer, withoutLanes(layer), engine);
        this.exact = new LaneConvolution(layer);
    }

    /** Whether a layer has lanes of its kind that nothing else proves. */
    static boolean covers(ConvLayer layer) {
        return layer.input() == BitWidth.INT8
                && layer.geometry().groups() == 1
                && NormGuard.covers(layer.geometry())
                && LaneConvolution.covers(layer)
                && CheckedConvolution.covers(withoutLanes(layer))
                && !LaneProof.of(layer).allProven();
    }

    /** The layer with lanes that nothing leaves. */
    static ConvLayer withoutLanes(ConvLayer layer) {
        Accumulator wide = new Accumulator(
                ImmutableIntArray.of(Long.SIZE),
                Accumulator.Saturation.FINAL_SUM,
                layer.accumulator().bias());
        return new ConvLayer(layer.geometry(), layer.input(), layer.weights(), wide, layer.epilogue());
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        QuantizedBuffer input = inputs.get(0);
        boolean[] proven = new boolean[images];
        int first = images;
        for (int image = images - 1; image >= 0; image--) {
            proven[image] = guard.proves(input.bytes(), image * geometry.inElements(), scratch);
            first = proven[image] ? image : first;
        }
        if (first < images) {
            fast.run(inputs, output, images, scratch);
        }
        long overflows = 0;
        for (int image = 0; image < images; image++) {
            int end = image;
            while (end < images && !proven[end] && end - image < piece()) {
                end++;
            }
            if (end > image) {
                overflows += checked(input, output, image, end - image, scratch);
                image = end - 1;
            }
        }
        return overflows;
    }

    private long checked(QuantizedBuffer input, QuantizedBuffer output, int first, int images, Scratch scratch) {
        if (checked.compute(input, output, first, images, scratch)) {
            return 0;
        }
        long overflows = 0;
        for (int image = first; image < first + images; image++) {
            overflows += exact.image(input, output, image, scratch);
        }
        return overflows;
    }

    /** Images whose positions are worth one product. */
    private int piece() {
        return Math.max(1, PIECE_ROWS / geometry.positions());
    }
}
