package dev.espquant.target.esp32p4;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;
import dev.espquant.target.espdl3.IntegerPath.SlopeKernel;

/**
 * What ESP-DL 3.x does on the chips with RISC-V vector extensions: half to even, filters in blocks, one exponent for each output channel allowed.
 *
 * <p>Known: all suite vectors. int8 products are summed in lanes of 32 bits, channels that fill no block in a register of 40 bits. Biases of
 * int16 layers are clipped to 40 bits by the vendor's exporter. The vector kernel of PRelu exists for int8 only.
 *
 * <p>Assumed: int16 products are summed in lanes of 64 bits (the accumulator registers have 512 bits, which is 8 such lanes).
 */
final class WideVectors {
    private static final Accumulator REST = Accumulator.saturating(40);

    static final TargetRuntime ESP_DL_3 = EspDl3.runtime(
            new EspDl3Arithmetic(
                    RoundingMode.HALF_EVEN,
                    ImmutableMap.of(
                            BitWidth.INT8,
                            new IntegerPath(Accumulator.saturating(32), REST, DataType.INT32, 32, SlopeKernel.ROUNDED),
                            BitWidth.INT16,
                            new IntegerPath(
                                    Accumulator.saturating(64), REST, DataType.INT64, 40, SlopeKernel.COPY_AND_FLOOR))),
            true,
            true);

    private WideVectors() {}
}
