package dev.espquant.evaluator.engine;

/**
 * Chooses the body that computes a layer.
 *
 * @param bodies vector instructions or plain loops
 * @param products who multiplies matrices
 */
public record Engine(Bodies bodies, Products products) {
    /** Sums of int8 products that surely fit an int. */
    private static final int INT_BITS = 32;

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

    /** The kernel of a layer with weights. */
    public LayerKernel convolution(ConvLayer layer) {
        LaneProof proof = LaneProof.of(layer);
        boolean bytes = layer.input().bits() == Byte.SIZE;
        boolean exact = layer.accumulator().saturation() == Accumulator.Saturation.FINAL_SUM || proof.allProven();
        if (!bytes || !exact || layer.geometry().groups() > 1 || proof.bits() > INT_BITS) {
            return new ScalarConvolution(layer);
        }
        SumRule rule = new SumRule(layer.geometry().outChannels(), layer.accumulator(), proof.bits(), layer.epilogue());
        return new ProductConvolution(layer.geometry(), product(layer), bodies.requantizer(rule), bodies);
    }

    /** The kernel of a pool. */
    public LayerKernel pool(PoolLayer layer) {
        return new PoolKernel(layer, bodies);
    }

    /** The kernel of two operands with so many elements in one image. */
    public LayerKernel elementwise(ElementwiseLayer layer, int elements) {
        return (inputs, output, images, scratch) -> {
            bodies.elementwise(layer, inputs.get(0), inputs.get(1), output, images * elements);
            return 0;
        };
    }

    /** The kernel that cuts so many elements of an image to a range. */
    public LayerKernel clamp(int low, int high, int elements) {
        return (inputs, output, images, scratch) -> {
            bodies.clamp(inputs.get(0), output, images * elements, low, high);
            return 0;
        };
    }

    private MatrixProduct product(ConvLayer layer) {
        byte[] weights = ProductConvolution.weights(layer);
        int depth = layer.geometry().depth();
        int columns = layer.geometry().outChannels();
        return products == Products.ONNX_RUNTIME && ExactProducts.onnxRuntimeIsExact()
                ? new OrtProduct(depth, columns, weights)
                : new ScalarProduct(depth, columns, weights);
    }
}
