package dev.espquant.target.espdl1;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.FilterLayout;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;

/** ESP-DL 1.x as facts: what all its chips have in common. A chip adds the width of its accumulators and its filter layout. */
public final class EspDl1 {
    /** int16 exists per tensor only: the per-channel path keeps its intermediate sums in 16 bits, which int16 products leave. */
    public static final ImmutableSet<QuantizationScheme> SCHEMES = ImmutableSet.of(
            QuantizationScheme.INT8_PER_TENSOR,
            QuantizationScheme.INT8_PER_CHANNEL,
            QuantizationScheme.INT16_PER_TENSOR);

    /** Width of the registers that filters are padded for; the same on all chips of this library generation. */
    public static final int VECTOR_BITS = 128;

    private static final EspDl1Arithmetic.PerChannel PER_CHANNEL =
            new EspDl1Arithmetic.PerChannel(4, BitWidth.INT16, 12);

    private EspDl1() {}

    /**
     * The facts of one chip.
     *
     * @param int8AccumulatorBits width that sums of int8 products saturate to
     * @param int16AccumulatorBits width that sums of int16 products saturate to
     * @param blockedFilters whether output channels are interleaved in blocks of one vector
     */
    public static TargetRuntime runtime(int int8AccumulatorBits, int int16AccumulatorBits, boolean blockedFilters) {
        return new TargetRuntime(
                Runtime.ESP_DL_1,
                SCHEMES,
                new EspDl1Arithmetic(
                        RoundingMode.FLOOR,
                        ImmutableMap.of(BitWidth.INT8, int8AccumulatorBits, BitWidth.INT16, int16AccumulatorBits),
                        PER_CHANNEL),
                new FilterLayout(VECTOR_BITS, blockedFilters),
                EspDl1Operators.table());
    }

    /**
     * The arithmetic of a chip under this generation.
     *
     * @throws IllegalArgumentException for the facts of another generation
     */
    public static EspDl1Arithmetic arithmetic(TargetRuntime facts) {
        if (facts.arithmetic() instanceof EspDl1Arithmetic arithmetic) {
            return arithmetic;
        }
        throw new IllegalArgumentException("facts of " + facts.runtime().title());
    }
}
