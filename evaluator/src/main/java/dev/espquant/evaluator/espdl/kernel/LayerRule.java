package dev.espquant.evaluator.espdl.kernel;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator.Saturation;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.stream.IntStream;

/**
 * What becomes of the products of one output element: {@code saturate(relu(shift(bias + sum of products, e_out - e_in - e_w)))}. The register
 * starts with the bias and takes one product after the other, in the order of height, width and input channel; a vector lane saturates at each of
 * them. All suite vectors agree; that sums saturate on the way, and in this order, is what the assembly and the chip's reference manual say.
 */
final class LayerRule {
    private final IntegerPath path;
    private final BitWidth bits;
    private final Rounding rounding;
    private final int inBlocks;
    private final int[] shifts;
    private final long[] bias;
    private final boolean relu;

    private LayerRule(EspdlContext context, BitWidth bits, int inBlocks, int[] shifts, long[] bias, boolean relu) {
        this.path = context.path(bits.dataType());
        this.bits = bits;
        this.rounding = context.rounding();
        this.inBlocks = inBlocks;
        this.shifts = shifts;
        this.bias = bias;
        this.relu = relu;
    }

    /**
     * The rule of a node.
     *
     * @param weights type of the right operand, whose exponents count
     * @param outputs output channels
     * @param order tells which of them are computed in vector lanes
     */
    static LayerRule of(EspdlContext context, ArrayType weights, int outputs, FilterOrder order) {
        ArrayType input = context.input(0);
        context.require(
                weights.type() == input.type() && context.output(0).type() == input.type(),
                "its input is " + input.type().onnxName() + ", its weights "
                        + weights.type().onnxName() + ", its output "
                        + context.output(0).type().onnxName(),
                "quantize all three alike, or insert a RequantizeLinear");
        return new LayerRule(
                context,
                context.width(input.type()),
                order.inBlocks(outputs),
                shifts(context, weights.exponents(), outputs),
                bias(context, outputs),
                relu(context));
    }

    private static int[] shifts(EspdlContext context, ImmutableIntArray exponents, int outputs) {
        context.require(
                exponents.length() == 1 || exponents.length() == outputs,
                "its weights have " + exponents.length() + " exponents for " + outputs + " channels",
                "export the model again");
        context.require(
                exponents.length() == 1 || context.perChannel(),
                "its weights have an exponent for each channel, for which this chip has no kernel",
                "choose the target that the file was made for, or quantize per tensor");
        int[] shifts = new int[outputs];
        for (int n = 0; n < outputs; n++) {
            int weight = exponents.get(exponents.length() == 1 ? 0 : n);
            shifts[n] = context.output(0).exponent() - context.input(0).exponent() - weight;
        }
        return shifts;
    }

    private static long[] bias(EspdlContext context, int outputs) {
        if (!context.hasInput(2)) {
            return new long[outputs];
        }
        long[] values = context.constant(2)
                .map(t -> t.elements().toLongs())
                .orElseThrow(() -> context.error("its biases are not constant", "fold constants before exporting"));
        context.require(values.length == outputs, "it has " + values.length + " biases", "give one for each channel");
        return values;
    }

    private static boolean relu(EspdlContext context) {
        String activation = context.node().textAttribute("activation", "Linear");
        context.require(
                activation.equals("Linear") || activation.equals("Relu"),
                "activation '" + activation + "' has no kernel",
                "export the activation as a node of its own");
        return activation.equals("Relu");
    }

    /** Width of inputs, weights and outputs. */
    BitWidth bits() {
        return bits;
    }

    int outputs() {
        return shifts.length;
    }

    long bias(int output) {
        return bias[output];
    }

    /** What sums the products of an output channel. */
    Accumulator register(int output) {
        return output < inBlocks ? path.blocks() : path.rest();
    }

    /** The output integer of what a register holds. */
    int result(long register, int output) {
        long shifted = rounding.shift(register, shifts[output]);
        return bits.saturate(relu ? Math.max(0, shifted) : shifted);
    }

    /** The registers in the engine's words, for layers in which none of them overflows. */
    dev.espquant.evaluator.engine.Accumulator engineAccumulator() {
        ImmutableIntArray lanes = ImmutableIntArray.copyOf(
                IntStream.range(0, outputs()).map(n -> register(n).bits()));
        return new dev.espquant.evaluator.engine.Accumulator(
                lanes, Saturation.EACH_STEP, ImmutableLongArray.copyOf(bias));
    }

    /** From registers to outputs in the engine's words. */
    Epilogue engineEpilogue() {
        ImmutableIntArray exponents = ImmutableIntArray.copyOf(
                IntStream.of(shifts).distinct().count() == 1
                        ? IntStream.of(-shifts[0])
                        : IntStream.of(shifts).map(shift -> -shift));
        Stage stage = new Stage(
                exponents,
                rounding.mode(),
                ImmutableLongArray.of(),
                ImmutableIntArray.of(relu ? 0 : bits.min()),
                ImmutableIntArray.of(bits.max()));
        return new Epilogue(ImmutableList.of(stage), bits);
    }
}
