package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;

/**
 * A layer with weights, completely described: Conv (grouped and depthwise too), Gemm, MatMul by a constant.
 *
 * @param geometry sizes of one image
 * @param input width of the input's integers; weights have the same
 * @param weights integers in ONNX's order: output channel, input channel of its group, kernel row, kernel column
 * @param accumulator how products are summed
 * @param epilogue how outputs are made of sums
 */
public record ConvLayer(
        ConvGeometry geometry, BitWidth input, ImmutableIntArray weights, Accumulator accumulator, Epilogue epilogue) {
    public ConvLayer {
        if (weights.length() != geometry.outChannels() * geometry.depth()) {
            throw new IllegalArgumentException(
                    weights.length() + " weights for " + geometry.outChannels() + " sums of " + geometry.depth());
        }
    }

    /** The weight of an output channel at a kernel row and column for an input channel of its group. */
    public int weight(int outChannel, int row, int column, int inChannel) {
        KernelWindow window = geometry.window();
        int plane = outChannel * geometry.inPerGroup() + inChannel;
        return weights.get((plane * window.height() + row) * window.width() + column);
    }

    /** The same layer with another epilogue. */
    public ConvLayer withEpilogue(Epilogue newEpilogue) {
        return new ConvLayer(geometry, input, weights, accumulator, newEpilogue);
    }
}
