package dev.espquant.target.espdl1;

import com.google.common.collect.ImmutableMap;

/** For operators that ESP-DL 1.x does not have: how a model can do without them. */
final class Rewrites {
    private static final String FOLD = "run 'espquant optimize' with fixed input shapes, which computes it beforehand";
    private static final String APART = "run 'espquant optimize --preset full' for this target, which takes it apart";
    private static final String NO_CURVE =
            "retrain with Relu, LeakyRelu, Sigmoid or Tanh, or compute it outside the model if it is the last step";

    static final ImmutableMap<String, String> ADVICE = ImmutableMap.<String, String>builder()
            .put("Constant", "run 'espquant optimize', which turns it into an initializer")
            .put("ConstantOfShape", FOLD)
            .put("Shape", FOLD)
            .put("Gather", FOLD)
            .put("Cast", FOLD)
            .put("Range", FOLD)
            .put("Div", "multiply by the reciprocal: Mul with a constant")
            .put("Neg", "multiply by -1: Mul with a constant")
            .put("Sum", APART)
            .put("Mean", APART)
            .put("Split", APART)
            .put("ReduceMean", "over height and width: use GlobalAveragePool")
            .put("ReduceMax", "over height and width: use GlobalMaxPool")
            .put("Upsample", "use Resize with mode nearest (convert the model to opset 11 or later)")
            .put("ConvTranspose", "use Resize with mode nearest, followed by Conv")
            .put("InstanceNormalization", "train with BatchNormalization instead")
            .put("LayerNormalization", "train with BatchNormalization instead")
            .put("LpNormalization", "compute it outside the model")
            .put("LogSoftmax", "leave it out: the largest value stays the largest; or use Softmax")
            .put("ArgMax", "leave it out and compare the outputs outside the model")
            .put("Elu", NO_CURVE)
            .put("Selu", NO_CURVE)
            .put("Gelu", NO_CURVE)
            .put("Mish", NO_CURVE)
            .put("Softplus", NO_CURVE)
            .put("HardSigmoid", APART)
            .put("HardSwish", APART)
            .put("Exp", NO_CURVE)
            .put("Log", NO_CURVE)
            .put("Sqrt", NO_CURVE)
            .put("Abs", "use Max of the value and of its negative (Mul by -1)")
            .put("QuantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .put("DequantizeLinear", "start from the float model: this toolkit quantizes it itself")
            .put("LSTM", "recurrent layers do not exist here: use convolutions over time")
            .put("GRU", "recurrent layers do not exist here: use convolutions over time")
            .put("RNN", "recurrent layers do not exist here: use convolutions over time")
            .buildOrThrow();

    private Rewrites() {}
}
