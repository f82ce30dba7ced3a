package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.FilterLayout;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;

/** ESP-DL 3.x as facts: what all its chips have in common. A chip adds its arithmetic, its filter layout and whether channels have exponents. */
public final class EspDl3 {
    /** Width of the registers that filters are blocked for. */
    public static final int VECTOR_BITS = 128;

    /** The smallest exponent: the runtime makes powers of two by shifting C's {@code int}. */
    public static final int LEAST_EXPONENT = -30;

    /** The largest exponent, for the same reason. */
    public static final int LARGEST_EXPONENT = 30;

    /** The exponent of what GRU and LSTM sum up before their curves, of their biases and of an LSTM's cell: int16 (ESP-PPQ fixes it). */
    public static final int GATE_EXPONENT = -9;

    /** Operators whose kernels of 16 bits do nothing: they compute in 8 bits in every model. */
    public static final ImmutableSet<String> INT8_ONLY = ImmutableSet.of("Resize");

    private static final ImmutableSet<QuantizationScheme> PER_TENSOR =
            ImmutableSet.of(QuantizationScheme.INT8_PER_TENSOR, QuantizationScheme.INT16_PER_TENSOR);
    private static final ImmutableSet<QuantizationScheme> PER_CHANNEL_TOO = ImmutableSet.of(
            QuantizationScheme.INT8_PER_TENSOR,
            QuantizationScheme.INT8_PER_CHANNEL,
            QuantizationScheme.INT16_PER_TENSOR,
            QuantizationScheme.INT16_PER_CHANNEL);

    private EspDl3() {}

    /**
     * The facts of one chip.
     *
     * @param arithmetic how its kernels compute
     * @param blockedFilters whether output channels are interleaved in blocks of one vector
     * @param perChannel whether weights may have one exponent for each output channel
     */
    public static TargetRuntime runtime(EspDl3Arithmetic arithmetic, boolean blockedFilters, boolean perChannel) {
        return new TargetRuntime(
                Runtime.ESP_DL_3,
                perChannel ? PER_CHANNEL_TOO : PER_TENSOR,
                arithmetic,
                new FilterLayout(VECTOR_BITS, blockedFilters),
                EspDl3Operators.table());
    }

    /**
     * The arithmetic of a chip under this generation.
     *
     * @throws IllegalArgumentException for the facts of another generation
     */
    public static EspDl3Arithmetic arithmetic(TargetRuntime facts) {
        if (facts.arithmetic() instanceof EspDl3Arithmetic arithmetic) {
            return arithmetic;
        }
        throw new IllegalArgumentException("facts of " + facts.runtime().title());
    }

    /** By how much the runtime lets an output of its own test differ from the expected integer. */
    public static int testTolerance(BitWidth bits) {
        return switch (bits) {
            case INT8 -> 0;
            case INT16 -> 1;
        };
    }
}
