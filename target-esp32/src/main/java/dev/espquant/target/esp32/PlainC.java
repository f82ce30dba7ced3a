package dev.espquant.target.esp32;

import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;

/**
 * What the chips without vector instructions for inference have in common under ESP-DL 1.x.
 *
 * <p>Known: shifts round toward negative infinity (8,400 int8 predictions of dense networks printed by an ESP32 agree), filters lie output channel
 * by output channel (every export of the vendor's tool agrees).
 *
 * <p>Assumed: sums of products are kept in C's {@code int32_t} for int8 and {@code int64_t} for int16, as plain C kernels do; no published vector
 * comes near the 20 and 40 bits at which a vector lane would saturate on these chips.
 */
final class PlainC {
    private static final int INT8_ACCUMULATOR_BITS = 32;
    private static final int INT16_ACCUMULATOR_BITS = 64;

    static final TargetRuntime ESP_DL_1 = EspDl1.runtime(INT8_ACCUMULATOR_BITS, INT16_ACCUMULATOR_BITS, false);

    private PlainC() {}
}
