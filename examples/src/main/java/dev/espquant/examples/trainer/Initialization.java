package dev.espquant.examples.trainer;

import dev.espquant.cli.demo.SplitMix64;

/** The weights that training starts from. */
final class Initialization {
    private Initialization() {}

    /**
     * Uniform in +-sqrt(6 / fan-in), which keeps the variance of activations through a ReLU (He et al., "Delving deep into
     * rectifiers", ICCV 2015). The fan-in is the product of all dimensions but the first.
     */
    static void he(Parameter weight, SplitMix64 random) {
        double[] values = weight.values();
        double fanIn = values.length / (double) weight.shape().get(0);
        double bound = Math.sqrt(6 / fanIn);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.between(-bound, bound);
        }
    }
}
