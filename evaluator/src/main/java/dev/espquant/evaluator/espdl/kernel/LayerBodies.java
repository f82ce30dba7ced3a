package dev.espquant.evaluator.espdl.kernel;

/** Chooses who computes a layer with weights: the fastest body that is exact for it. */
final class LayerBodies {
    private LayerBodies() {}

    /** The body of a constant layer. */
    static LayerBody choose(LayerShape shape, LayerRule rule, Weights weights) {
        return EngineBody.product(shape, rule, weights).orElseGet(() -> loops(shape, rule, weights));
    }

    /** The body of weights that serve once: making it ready costs next to nothing. */
    static LayerBody loops(LayerShape shape, LayerRule rule, Weights weights) {
        return EngineBody.loops(shape, rule, weights)
                .orElseGet(() -> WideBody.covers(rule, weights)
                        ? new WideBody(shape, rule, weights)
                        : new ScalarBody(shape, rule, weights));
    }
}
