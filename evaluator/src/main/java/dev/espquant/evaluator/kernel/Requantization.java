package dev.espquant.evaluator.kernel;

import dev.espquant.evaluator.engine.Lane;
import dev.espquant.evaluator.engine.Shift;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.espdl1.EspDl1Arithmetic;

/**
 * How a layer with weights makes an output integer of a finished sum of products: lane saturation, rescaling, bias, saturation. ESP-DL 1.x;
 * equal to the vendor's evaluator on all golden vectors, and to integers printed by an ESP32-S3.
 */
abstract class Requantization {
    private final Lane lane;

    private Requantization(Lane lane) {
        this.lane = lane;
    }

    /** The rule for a node whose weights are its input 1 and whose biases, if any, its input 2. */
    static Requantization of(KernelContext context) {
        QuantizationParameters weights = context.constant(1).parameters();
        Node node = context.node();
        long[] bias = node.input(2).isPresent() ? integers(context.constant(2)) : new long[0];
        Lane lane = Lane.ofBits(context.arithmetic().accumulatorBits(context.bits()));
        boolean perChannel = context.scheme().granularity() == Granularity.PER_CHANNEL;
        return perChannel ? new PerChannel(context, lane, weights, bias) : new PerTensor(context, lane, weights, bias);
    }

    private static long[] integers(QuantizedTensor tensor) {
        return tensor.integers().toLongs();
    }

    final boolean overflows(long sum) {
        return lane.overflows(sum);
    }

    /** The output integer of a sum of products. */
    final int output(long sum, int channel) {
        return rescale(lane.saturate(sum), channel);
    }

    abstract int rescale(long sum, int channel);

    /** {@code saturate(floor(sum * 2^(e_in + e_w - e_out)) + bias)}; the bias is at the output's exponent and saturated. */
    private static final class PerTensor extends Requantization {
        private final RoundingMode rounding;
        private final BitWidth bits;
        private final int exponent;
        private final long[] bias;

        PerTensor(KernelContext context, Lane lane, QuantizationParameters weights, long[] bias) {
            super(lane);
            this.rounding = context.arithmetic().shiftRounding();
            this.bits = context.bits();
            this.exponent = context.inputExponent(0) + weights.exponent() - context.outputExponent();
            this.bias = bias;
        }

        @Override
        int rescale(long sum, int channel) {
            long scaled = Shift.scale(sum, exponent, rounding);
            return bits.saturate(bias.length == 0 ? scaled : scaled + bias[channel]);
        }
    }

    /**
     * {@code y = saturate16(floor(sum * 2^-4) + bias)}, then {@code saturate((y * f) >> 12)} with {@code f = floor(2^(12 + e_in + e_w[c] + 4 -
     * e_out))}: a shift to the right beyond 12 places gives zero, not -1.
     */
    private static final class PerChannel extends Requantization {
        private final RoundingMode rounding;
        private final BitWidth bits;
        private final EspDl1Arithmetic.PerChannel rule;
        private final int[] factorExponents;
        private final long[] bias;

        PerChannel(KernelContext context, Lane lane, QuantizationParameters weights, long[] bias) {
            super(lane);
            this.rounding = context.arithmetic().shiftRounding();
            this.bits = context.bits();
            this.rule = context.arithmetic().perChannel();
            int common = context.inputExponent(0) + rule.headroomBits() - context.outputExponent();
            this.factorExponents =
                    weights.exponents().stream().map(weight -> weight + common).toArray();
            this.bias = bias;
        }

        @Override
        int rescale(long sum, int channel) {
            long shifted = rounding.shift(sum, rule.headroomBits());
            int atBias = rule.biasBits().saturate(bias.length == 0 ? shifted : shifted + bias[channel]);
            int exponent = factorExponents[channel];
            return exponent < -rule.factorBits() ? 0 : bits.saturate(Shift.scale(atBias, exponent, rounding));
        }
    }
}
