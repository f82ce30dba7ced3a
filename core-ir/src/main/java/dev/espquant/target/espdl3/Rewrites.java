package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableMap;

/** For operators that ESP-DL 3.x does not have, or that this toolkit does not export for it: how a model can do without them. */
final class Rewrites {
    private static final String FOLD = "run 'espquant optimize' with fixed input shapes, which computes it beforehand";
    private static final String LATER =
            "the runtime has it, but this toolkit does not export it; compute it outside the model";

    static final ImmutableMap<String, String> ADVICE = ImmutableMap.<String, String>builder()
            .put("Constant", "run 'espquant optimize', which turns it into an initializer")
            .put("ConstantOfShape", FOLD)
            .put("Shape", FOLD)
            .put("Cast", FOLD)
            .put("Range", FOLD)
            .put("Expand", FOLD)
            .put("Sum", "use a chain of Add with two inputs each")
            .put("Mean", "use a chain of Add, then Mul by the reciprocal of the count")
            .put("Upsample", "convert the model to operator set 11 or later, where it is Resize")
            .put("InstanceNormalization", "train with BatchNormalization instead")
            .put("LayerNormalization", LATER)
            .put("RMSNormalization", LATER)
            .put("LpNormalization", LATER)
            .put("Pow", "write x^2 as Mul of x by itself, other powers as a chain of them")
            .put("Mod", LATER)
            .put("Equal", LATER)
            .put("Greater", LATER)
            .put("GreaterOrEqual", LATER)
            .put("Less", LATER)
            .put("LessOrEqual", LATER)
            .put("And", LATER)
            .put("Or", LATER)
            .put("Xor", LATER)
            .put("Not", LATER)
            .put("ScatterND", LATER)
            .put("ReverseSequence", LATER)
            .put("GRU", LATER)
            .put("LSTM", LATER)
            .put("ArgMax", "leave it out and compare the outputs outside the model")
            .put("QuantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .put("DequantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .buildOrThrow();

    private Rewrites() {}
}
