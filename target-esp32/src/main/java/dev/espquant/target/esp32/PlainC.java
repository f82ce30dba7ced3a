package dev.espquant.target.esp32;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;

/**
 * What the chips without vector instructions for inference have in common.
 *
 * <p>ESP-DL 1.x. Known: shifts round toward negative infinity (8,400 int8 predictions of dense networks printed by an ESP32 agree), filters lie
 * output channel by output channel (every export of the vendor's tool agrees).
 *
 * <p>Assumed: sums of products are kept in C's {@code int32_t} for int8 and {@code int64_t} for int16, as plain C kernels do; no published vector
 * comes near the 20 and 40 bits at which a vector lane would saturate on these chips.
 *
 * <p>ESP-DL 3.x. Known: its portable C kernels, built for a PC, agree with all suite vectors. They sum int8 products in {@code int32_t} and int16
 * products in {@code int64_t} and round half up; filters lie output channel by output channel, those of depthwise layers tap by tap.
 */
final class PlainC {
    private static final int INT8_ACCUMULATOR_BITS = 32;
    private static final int INT16_ACCUMULATOR_BITS = 64;

    static final TargetRuntime ESP_DL_1 = EspDl1.runtime(INT8_ACCUMULATOR_BITS, INT16_ACCUMULATOR_BITS, false);

    static final TargetRuntime ESP_DL_3 = EspDl3.runtime(
            new EspDl3Arithmetic(
                    RoundingMode.HALF_UP,
                    ImmutableMap.of(
                            BitWidth.INT8,
                            path(INT8_ACCUMULATOR_BITS, DataType.INT32),
                            BitWidth.INT16,
                            path(INT16_ACCUMULATOR_BITS, DataType.INT64))),
            false,
            false);

    private PlainC() {}

    private static IntegerPath path(int bits, DataType biasType) {
        Accumulator sums = Accumulator.wrapping(bits);
        return new IntegerPath(sums, sums, biasType, bits, IntegerPath.SlopeKernel.COPY_AND_FLOOR);
    }
}
