package dev.espquant.lowering;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.Optional;

/** The three families of targets that vectors exist for, as tests of this module may know them: {@code c}, {@code s3}, {@code p4}. */
public final class RuntimeFacts {
    private RuntimeFacts() {}

    public static Target target(String family) {
        TargetRuntime facts = facts(family);
        return new Target() {
            @Override
            public String name() {
                return family;
            }

            @Override
            public String title() {
                return family;
            }

            @Override
            public Optional<TargetRuntime> runtime(Runtime runtime) {
                return runtime == Runtime.ESP_DL_3 ? Optional.of(facts) : Optional.empty();
            }
        };
    }

    private static TargetRuntime facts(String family) {
        return switch (family) {
            case "c" -> runtime(RoundingMode.HALF_UP, 32, 64, false, false);
            case "s3" -> runtime(RoundingMode.HALF_UP, 20, 40, true, false);
            case "p4" -> runtime(RoundingMode.HALF_EVEN, 32, 40, true, true);
            default -> throw new IllegalArgumentException(family);
        };
    }

    private static TargetRuntime runtime(
            RoundingMode rounding, int bias8, int bias16, boolean blocked, boolean perChannel) {
        Accumulator sums = Accumulator.saturating(64);
        IntegerPath.SlopeKernel slopes = IntegerPath.SlopeKernel.ROUNDED;
        return EspDl3.runtime(
                new EspDl3Arithmetic(
                        rounding,
                        ImmutableMap.of(
                                BitWidth.INT8, new IntegerPath(sums, sums, DataType.INT32, bias8, slopes),
                                BitWidth.INT16, new IntegerPath(sums, sums, DataType.INT64, bias16, slopes))),
                blocked,
                perChannel);
    }
}
