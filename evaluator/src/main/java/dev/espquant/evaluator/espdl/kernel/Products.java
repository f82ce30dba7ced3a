package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.quant.BitWidth;

/** The scalar sums of products of a layer: the specification that anything faster is compared with. */
final class Products {
    private final LayerRule rule;
    private final Weights weights;
    private final boolean[] stepwise;

    /**
     * The sums of one layer.
     *
     * @param bits width of the inputs, which decides whether a register can overflow at all
     */
    Products(LayerRule rule, Weights weights, BitWidth bits) {
        this.rule = rule;
        this.weights = weights;
        this.stepwise = new boolean[weights.outputs()];
        for (int n = 0; n < stepwise.length; n++) {
            stepwise[n] = rule.mayOverflow(n, weights.magnitude(n), -(long) bits.min());
        }
    }

    Weights weights() {
        return weights;
    }

    /** Computes all output channels at one position from the elements under the window; padding is 0 there. */
    void dense(NodeRun run, int[] patch, int at) {
        for (int n = 0; n < weights.outputs(); n++) {
            channel(run, patch, 0, 1, n, at + n);
        }
    }

    /** Computes all channels at one position of a depthwise layer: channel n reads every n-th element of the patch. */
    void depthwise(NodeRun run, int[] patch, int at) {
        for (int n = 0; n < weights.outputs(); n++) {
            channel(run, patch, n, weights.outputs(), n, at + n);
        }
    }

    private void channel(NodeRun run, int[] patch, int first, int step, int n, int at) {
        int[] w = weights.values();
        int offset = n * weights.length();
        if (stepwise[n]) {
            LayerRule.Register register = rule.start(n);
            for (int i = 0; i < weights.length(); i++) {
                register.add((long) patch[first + i * step] * w[offset + i]);
            }
            rule.store(run, at, n, register);
        } else {
            long sum = 0;
            for (int i = 0; i < weights.length(); i++) {
                sum += (long) patch[first + i * step] * w[offset + i];
            }
            rule.store(run, at, n, sum);
        }
    }
}
