package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import java.util.Optional;

/**
 * Chooses the body that computes a layer.
 *
 * @param bodies vector instructions or plain loops
 * @param products who multiplies matrices
 */
public record Engine(Bodies bodies, Products products) {
    /** Sums of int8 products that surely fit an int. */
    private static final int INT_BITS = 32;

    private static final int FEW_CHANNELS = 3;

    /** Who multiplies matrices of bytes. */
    public enum Products {
        /** Loops of ours. */
        LOOPS,
        /** ONNX Runtime, where {@link OrtProduct} is exact and the matrix is large enough to be worth a session. */
        ONNX_RUNTIME
    }

    /** The fastest bodies that this machine computes exactly. */
    public static Engine best() {
        return new Engine(LoadedBodies.best(), Products.ONNX_RUNTIME);
    }

    /** Plain loops alone. */
    public static Engine plain() {
        return new Engine(new ScalarBodies(), Products.LOOPS);
    }

    /** The specification of a layer with weights, against which all others are compared. */
    public static LayerKernel specification(ConvLayer layer) {
        return new ScalarConvolution(layer);
    }

    /** Loops over an int8 layer, ready at once: for weights that serve once. Empty where ints do not hold its sums. */
    public static Optional<LayerKernel> loops(ConvLayer layer) {
        return LaneConvolution.covers(layer) ? Optional.of(new LaneConvolution(layer)) : Optional.empty();
    }

    /** The kernel of a layer with weights. */
    public LayerKernel convolution(ConvLayer layer) {
        if (GuardedConvolution.covers(layer)) {
            bodies.prepare(Bodies.Use.NORM);
            return new GuardedConvolution(layer, convolution(GuardedConvolution.withoutLanes(layer)), this);
        }
        if (LaneConvolution.covers(layer) && !LaneProof.of(layer).allProven()) {
            return new LaneConvolution(layer);
        }
        return wide(layer).orElseGet(() -> kernel(usesOnnxRuntime() ? JoinedPositions.of(layer) : layer));
    }

    /** An int16 layer whose products are few for what bytes, their patches and their sums would move. */
    private Optional<LayerKernel> wide(ConvLayer layer) {
        if (layer.input() != BitWidth.INT16) {
            return Optional.empty();
        }
        boolean bytes = usesOnnxRuntime() && PlaneConvolution.pays(layer.geometry());
        return bytes ? Optional.empty() : bodies.wide(layer, SumRule.of(layer));
    }

    private LayerKernel kernel(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        SumRule rule = SumRule.of(layer);
        boolean sums = layer.input() == BitWidth.INT8 && rule.sumBits() <= INT_BITS && isLossless(layer, rule);
        Optional<LayerKernel> depthwise = bodies.depthwise(layer, rule);
        if (depthwise.isPresent()) {
            return depthwise.get();
        }
        if (RoundingConvolution.covers(layer, rule) && isWorthACall(geometry) && usesOnnxRuntime()) {
            bodies.prepare(Bodies.Use.BYTES);
            return new OrtConvolution(layer, bodies);
        }
        if (layer.input() == BitWidth.INT16 && geometry.groups() == 1 && isLossless(layer, rule)) {
            PlaneWeights planes = PlaneWeights.of(layer);
            return new PlaneConvolution(
                    geometry,
                    product(geometry.depth(), planes.columns(), planes.bytes()),
                    planes,
                    bodies.requantizer(PlaneRule.of(rule, planes)),
                    bodies);
        }
        if (!sums || geometry.groups() > 1) {
            return new ScalarConvolution(layer);
        }
        bodies.prepare(Bodies.Use.BYTES);
        return new ProductConvolution(
                geometry,
                product(geometry.depth(), geometry.outChannels(), ProductConvolution.weights(layer)),
                bodies.requantizer(rule),
                bodies);
    }

    /** The kernel of a pool. */
    public LayerKernel pool(PoolLayer layer) {
        bodies.prepare(Bodies.Use.POOL);
        return new PoolKernel(layer, bodies);
    }

    /** The kernel of two operands with so many elements in one image. */
    public LayerKernel elementwise(ElementwiseLayer layer, int elements) {
        bodies.prepare(Bodies.Use.ELEMENTWISE);
        return (inputs, output, images, scratch) -> {
            bodies.elementwise(layer, inputs.get(0), inputs.get(1), output, images * elements);
            return 0;
        };
    }

    /** The kernel that cuts so many elements of an image to a range. */
    public LayerKernel clamp(int low, int high, int elements) {
        bodies.prepare(Bodies.Use.CLAMP);
        return (inputs, output, images, scratch) -> {
            bodies.clamp(inputs.get(0), output, images * elements, low, high);
            return 0;
        };
    }

    /** The kernel of a table, over so many elements of an image. */
    public LayerKernel table(TableLayer layer, int elements) {
        return new TableKernel(layer, elements);
    }

    /** The kernel that puts its inputs one behind the other, {@code outer} times pieces of so many elements each. */
    public LayerKernel join(int outer, ImmutableIntArray lengths) {
        return new JoinKernel(outer, lengths);
    }

    /** The kernel that moves elements. */
    public LayerKernel gather(GatherLayer layer) {
        return new GatherKernel(layer);
    }

    /** ONNX Runtime gathers windows pixel by pixel: with one channel or two that takes longer than all the rest. */
    private static boolean isWorthACall(ConvGeometry geometry) {
        return geometry.isPointwise() || geometry.groups() > 1 || geometry.inChannels() >= FEW_CHANNELS;
    }

    private boolean usesOnnxRuntime() {
        return products == Products.ONNX_RUNTIME && ExactProducts.onnxRuntimeIsExact();
    }

    /** Whether a lane is looked at once, if at all. */
    private static boolean isLossless(ConvLayer layer, SumRule rule) {
        return layer.accumulator().saturation() == Accumulator.Saturation.FINAL_SUM || rule.isProven();
    }

    /** A product by a constant matrix in rows of {@code columns}. */
    MatrixProduct product(int depth, int columns, byte[] weights) {
        if (usesOnnxRuntime()) {
            return new OrtProduct(depth, columns, weights);
        }
        return bodies.product(depth, columns, weights).orElseGet(() -> new ScalarProduct(depth, columns, weights));
    }
}
