package dev.espquant.target.esp32s3;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.Optional;

/** ESP32-S3: two Xtensa LX7 cores with 128-bit vector registers. */
@AutoService(Target.class)
public final class Esp32S3 implements Target {
    /**
     * The vector unit sums int8 products in sixteen lanes of 20 bits and int16 products in eight lanes of 40 bits; lanes saturate. Filters are
     * interleaved so that one load fills all lanes. Floor shifts are confirmed by integers that an ESP32-S3 printed; lane widths, applied to the
     * final sum, and the layout by the vendor's evaluator and exports.
     */
    private static final TargetRuntime ESP_DL_1_FACTS = EspDl1.runtime(20, 40, true);

    /**
     * ESP-DL 3.x uses the same lanes, which saturate at every product (the chip's reference manual), for channels that fill whole blocks; the
     * rest is summed in the scalar accumulator of 40 bits. Biases are packed into the lanes, so they have their widths. Rounding: half up.
     */
    private static final TargetRuntime ESP_DL_3_FACTS = EspDl3.runtime(
            new EspDl3Arithmetic(
                    RoundingMode.HALF_UP,
                    ImmutableMap.of(
                            BitWidth.INT8, path(20, DataType.INT32, 20), BitWidth.INT16, path(40, DataType.INT64, 40))),
            true,
            false);

    private static IntegerPath path(int laneBits, DataType biasType, int biasBits) {
        return new IntegerPath(
                Accumulator.saturating(laneBits),
                Accumulator.saturating(40),
                biasType,
                biasBits,
                IntegerPath.SlopeKernel.ROUNDED);
    }

    @Override
    public String name() {
        return "esp32s3";
    }

    @Override
    public String title() {
        return "ESP32-S3";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.of(ESP_DL_1_FACTS);
            case ESP_DL_3 -> Optional.of(ESP_DL_3_FACTS);
        };
    }
}
