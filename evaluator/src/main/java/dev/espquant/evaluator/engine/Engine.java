package dev.espquant.evaluator.engine;

/** Chooses the body that computes a layer. */
public interface Engine {
    /** The kernel of a layer with weights. */
    LayerKernel convolution(ConvLayer layer);

    /** Plain loops: the specification. */
    static Engine scalar() {
        return ScalarConvolution::new;
    }

    /** The fastest bodies that this machine computes exactly. */
    static Engine best() {
        return scalar();
    }
}
