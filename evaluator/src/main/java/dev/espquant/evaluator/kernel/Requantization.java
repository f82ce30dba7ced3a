package dev.espquant.evaluator.kernel;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.espdl1.EspDl1Arithmetic;

/**
 * How a layer with weights makes an output integer of a finished sum of products: lane saturation, rescaling, bias, saturation. ESP-DL 1.x;
 * equal to the vendor's evaluator on all golden vectors, and to integers printed by an ESP32-S3.
 *
 * @param accumulator the lane, which saturates the final sum
 * @param epilogue what follows
 */
record Requantization(Accumulator accumulator, Epilogue epilogue) {

    /** The rule for a node whose weights are its input 1 and whose biases, if any, its input 2. */
    static Requantization of(KernelContext context) {
        QuantizationParameters weights = context.constant(1).parameters();
        Node node = context.node();
        ImmutableLongArray bias = node.input(2).isPresent()
                ? ImmutableLongArray.copyOf(context.constant(2).integers().toLongs())
                : ImmutableLongArray.of();
        boolean perChannel = context.scheme().granularity() == Granularity.PER_CHANNEL;
        return new Requantization(
                Accumulator.finalSum(context.arithmetic().accumulatorBits(context.bits())),
                perChannel ? perChannel(context, weights, bias) : perTensor(context, weights, bias));
    }

    boolean overflows(long sum) {
        return accumulator.lane(0).overflows(sum);
    }

    /** The output integer of a sum of products. */
    int output(long sum, int channel) {
        return epilogue.apply(accumulator.lane(0).saturate(sum), channel);
    }

    /** {@code saturate(floor(sum * 2^(e_in + e_w - e_out)) + bias)}; the bias is at the output's exponent and saturated. */
    private static Epilogue perTensor(KernelContext context, QuantizationParameters weights, ImmutableLongArray bias) {
        BitWidth bits = context.bits();
        int exponent = context.inputExponent(0) + weights.exponent() - context.outputExponent();
        Stage stage = Stage.of(exponent, context.arithmetic().shiftRounding(), bits.min(), bits.max());
        return new Epilogue(ImmutableList.of(stage.withBias(bias)), bits);
    }

    /**
     * {@code y = saturate16(floor(sum * 2^-4) + bias)}, then {@code saturate((y * f) >> 12)} with {@code f = floor(2^(12 + e_in + e_w[c] + 4 -
     * e_out))}: a shift to the right beyond 12 places gives zero, not -1.
     */
    private static Epilogue perChannel(KernelContext context, QuantizationParameters weights, ImmutableLongArray bias) {
        EspDl1Arithmetic.PerChannel rule = context.arithmetic().perChannel();
        RoundingMode rounding = context.arithmetic().shiftRounding();
        BitWidth bits = context.bits();
        BitWidth biasBits = rule.biasBits();
        int common = context.inputExponent(0) + rule.headroomBits() - context.outputExponent();
        ImmutableIntArray.Builder exponents = ImmutableIntArray.builder();
        ImmutableIntArray.Builder low = ImmutableIntArray.builder();
        ImmutableIntArray.Builder high = ImmutableIntArray.builder();
        weights.exponents().forEach(weight -> {
            boolean zero = weight + common < -rule.factorBits();
            exponents.add(zero ? -rule.factorBits() : weight + common);
            low.add(zero ? 0 : bits.min());
            high.add(zero ? 0 : bits.max());
        });
        return new Epilogue(
                ImmutableList.of(
                        Stage.of(-rule.headroomBits(), rounding, biasBits.min(), biasBits.max())
                                .withBias(bias),
                        new Stage(exponents.build(), rounding, ImmutableLongArray.of(), low.build(), high.build())),
                bits);
    }
}
