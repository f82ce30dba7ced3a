package dev.espquant.evaluator.engine;

import java.util.Optional;

/** Bodies of the primitives that exist more than once: written plainly ({@link ScalarBodies}) or with vector instructions. All give the same. */
public interface Bodies {
    /** A name for reports and benchmarks. */
    String name();

    /** int32 integers that one instruction works on. */
    int lanes();

    /** What a layer calls. */
    enum Use {
        /** {@link #toUnsigned} and {@link #toSigned}. */
        BYTES,
        /** {@link #max} and {@link #add}. */
        POOL,
        /** {@link #elementwise}. */
        ELEMENTWISE,
        /** {@link #clamp}. */
        CLAMP,
        /** {@link #squares} and {@link #isAnyNegative}. */
        NORM
    }

    /** Makes ready what a layer calls, before it computes anything; what it is made ready for once costs nothing later. */
    void prepare(Use use);

    /** {@code to[i] = from[i] + 128}, as an unsigned byte. */
    void toUnsigned(byte[] from, int fromIndex, byte[] to, int toIndex, int count);

    /**
     * Takes int16 apart into the bytes of {@code from[i] + 32768}: upper ones to {@code toIndex}, lower ones {@code distance} behind them.
     */
    void toPlanes(short[] from, int fromIndex, byte[] to, int toIndex, int distance, int count);

    /** {@code to[i] = clamp(from[i] - 128)} of unsigned bytes. */
    void toSigned(byte[] from, byte[] to, int toIndex, int count, int low, int high);

    /** The sum of {@code from[i] * from[i]}; at most 2^16 elements. */
    int squares(byte[] from, int fromIndex, int count);

    /** Whether an element is less than 0. */
    boolean isAnyNegative(byte[] from, int fromIndex, int count);

    /** {@code row[i] = max(row[i], from[fromIndex + i])}. */
    void max(QuantizedBuffer from, int fromIndex, int[] row, int count);

    /** {@code row[i] += from[fromIndex + i]}. */
    void add(QuantizedBuffer from, int fromIndex, int[] row, int count);

    /** {@code to[i] = clamp(from[i])}, of the first elements of buffers of one width. */
    void clamp(QuantizedBuffer from, QuantizedBuffer to, int count, int low, int high);

    /** {@code to[i] = layer.apply(a[i], b[i])}, of the first elements of buffers of one width. */
    void elementwise(ElementwiseLayer layer, QuantizedBuffer a, QuantizedBuffer b, QuantizedBuffer to, int count);

    /** A depthwise layer; empty where there is nothing faster than the engine's other ways. */
    Optional<LayerKernel> depthwise(ConvLayer layer, SumRule rule);

    /** An int16 layer without groups, product by product; empty where there is nothing faster than the engine's other ways. */
    Optional<LayerKernel> wide(ConvLayer layer, SumRule rule);

    /** A product by a constant matrix of so many rows and columns; empty where there is nothing faster than loops. */
    Optional<MatrixProduct> product(int depth, int columns, byte[] weights);

    /** What turns the sums of an int16 product's bytes into outputs. */
    PlaneRequantizer requantizer(PlaneRule rule);

    /** What turns int32 sums into outputs. */
    Requantizer requantizer(SumRule rule);
}
