package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import java.util.List;

/**
 * An int8 layer whose lanes saturate at every product and might be left: images of which {@link NormGuard} shows that they are not are computed without
 * looking at lanes, the others product by product.
 */
final class GuardedConvolution implements LayerKernel {
    private final ConvGeometry geometry;
    private final NormGuard guard;
    private final LayerKernel fast;
    private final LaneConvolution exact;

    /**
     * A layer that {@linkplain #covers is covered}.
     *
     * @param fast computes {@link #withoutLanes}
     */
    GuardedConvolution(ConvLayer layer, LayerKernel fast, Bodies bodies) {
        this.geometry = layer.geometry();
        this.guard = NormGuard.of(layer, bodies);
        this.fast = fast;
        this.exact = new LaneConvolution(layer);
    }

    /** Whether a layer has lanes of its kind that nothing else proves. */
    static boolean covers(ConvLayer layer) {
        return layer.input() == BitWidth.INT8
                && layer.geometry().groups() == 1
                && NormGuard.covers(layer.geometry())
                && LaneConvolution.covers(layer)
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
        fast.run(inputs, output, images, scratch);
        long overflows = 0;
        for (int image = 0; image < images; image++) {
            if (!guard.proves(inputs.get(0).bytes(), image * geometry.inElements(), scratch)) {
                overflows += exact.image(inputs.get(0), output, image, scratch);
            }
        }
        return overflows;
    }
}
