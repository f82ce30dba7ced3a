package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableMap;

/** For operators that ESP-DL 3.x does not have, or that this toolkit does not export for it: how a model can do without them. */
final class Rewrites {
    private static final String APART = "run 'espquant optimize --preset full' for this target, which takes it apart";
    private static final String FOLD = "run 'espquant optimize' with fixed input shapes, which computes it beforehand";

    static final ImmutableMap<String, String> ADVICE = ImmutableMap.<String, String>builder()
            .put("Constant", "run 'espquant optimize', which turns it into an initializer")
            .put("ConstantOfShape", FOLD)
            .put("Shape", FOLD)
            .put("Cast", FOLD)
            .put("Range", FOLD)
            .put("Expand", FOLD)
            .put("Sum", APART)
            .put("Mean", APART)
            .put("Upsample", "convert the model to operator set 11 or later, where it is Resize")
            .put("InstanceNormalization", "train with BatchNormalization instead")
            .put("Where", "multiply by what a network computes, or choose outside the model")
            .put("RNN", "train with GRU or LSTM instead")
            .put("ArgMax", "leave it out and compare the outputs outside the model")
            .put("QuantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .put("DequantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .buildOrThrow();

    private Rewrites() {}
}
