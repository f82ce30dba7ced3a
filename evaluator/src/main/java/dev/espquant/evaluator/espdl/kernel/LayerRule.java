package dev.espquant.evaluator.espdl.kernel;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.Optional;

/**
 * What becomes of the products of one output element: {@code saturate(relu(shift(bias + sum of products, e_out - e_in - e_w)))}. The register
 * starts with the bias and takes one product after the other, in the order of height, width and input channel; a vector lane saturates at each of
 * them. All suite vectors agree; that sums saturate on the way, and in this order, is what the assembly and the chip's reference manual say.
 */
final class LayerRule {
    private final IntegerPath path;
    private final int inBlocks;
    private final int[] shifts;
    private final long[] bias;
    private final boolean relu;

    private LayerRule(IntegerPath path, int inBlocks, int[] shifts, long[] bias, boolean relu) {
        this.path = path;
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
                context.path(input.type()),
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
        Optional<EspdlTensor> tensor = context.constant(2);
        long[] values = tensor.map(t -> t.elements().toLongs())
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

    /** Whether sums of an output channel can leave their register, whatever the input is. */
    boolean mayOverflow(int output, long sumOfMagnitudes, long largestInput) {
        Accumulator register = register(output);
        long bound = Math.abs(bias[output]);
        return bound > register.max() || sumOfMagnitudes > (register.max() - bound) / Math.max(1, largestInput);
    }

    /** Stores the output element of a sum that cannot overflow. */
    void store(NodeRun run, int at, int output, long sum) {
        storeRegister(run, at, output, bias[output] + sum);
    }

    /** Starts a register. */
    Register start(int output) {
        return new Register(register(output), bias[output]);
    }

    /** Stores what a register holds. */
    void store(NodeRun run, int at, int output, Register register) {
        if (register.overflowed) {
            run.countSums(1);
        }
        storeRegister(run, at, output, register.value);
    }

    private void storeRegister(NodeRun run, int at, int output, long value) {
        long shifted = run.rounding().shift(value, shifts[output]);
        EspdlArray result = run.output(0);
        run.store(result, at, relu ? Math.max(0, shifted) : shifted);
    }

    private Accumulator register(int output) {
        return output < inBlocks ? path.blocks() : path.rest();
    }

    /** A register in the course of a sum. */
    static final class Register {
        private final Accumulator accumulator;
        private long value;
        private boolean overflowed;

        private Register(Accumulator accumulator, long bias) {
            this.accumulator = accumulator;
            add(bias);
        }

        void add(long product) {
            long sum = value + product;
            overflowed |= !accumulator.holds(sum);
            value = accumulator.keep(sum);
        }
    }
}
