package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs of sums in double precision are those of the epilogue. */
class ScaledRuleTest {
    private static final int LANES = WideLayers.LANES;
    private static final long LARGEST = (1L << 47) - 1;

    private final Random random = new Random(4);

    @ParameterizedTest
    @EnumSource(
            value = RoundingMode.class,
            names = {"FLOOR", "HALF_UP"})
    void outputsAreThoseOfTheEpilogue(RoundingMode rounding) {
        for (int places : new int[] {1, 2, 8, 15, 31, 32, 33}) {
            for (int channels : new int[] {LANES, LANES + 1, 2 * LANES, 37, 601}) {
                Epilogue epilogue = WideLayers.shift(places, rounding)
                        .withBias(random.longs(channels, -70_000, 70_000).toArray())
                        .clamped(-30_000, 32_000);
                check(epilogue, channels, places);
            }
        }
    }

    private void check(Epilogue epilogue, int channels, int places) {
        int rows = 3;
        long[] constants = random.longs(channels, -(1L << 40), 1L << 40).toArray();
        Accumulator accumulator = new Accumulator(
                ImmutableIntArray.of(62), Accumulator.Saturation.FINAL_SUM, ImmutableLongArray.copyOf(constants));
        ScaledRule rule = new ScaledRule(new SumRule(channels, accumulator, 48, epilogue));
        double[] sums = new double[rows * channels];
        short[] expected = new short[2 + sums.length];
        for (int i = 0; i < sums.length; i++) {
            long sum = sum(i, places) - constants[i % channels];
            sums[i] = sum * rule.scales()[i % channels];
            expected[1 + i] = (short) epilogue.apply(sum + constants[i % channels], i % channels);
        }
        short[] actual = new short[expected.length];
        rule.store(sums, rows, actual, 1);
        assertThat(actual).as("%s of %s channels", epilogue, channels).isEqualTo(expected);
    }

    /** Sums that saturate, that lie beside ties and steps, the largest ones. */
    private long sum(int index, int places) {
        return switch (index % 4) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong(-LARGEST, LARGEST);
            case 2 -> Math.min(LARGEST, ((long) random.nextInt(2000) << places >> 1) - 1 + random.nextInt(3));
            default -> random.nextBoolean() ? LARGEST : -LARGEST;
        };
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void coversEveryRoundingButTruncation(RoundingMode rounding) {
        assertThat(ScaledRule.covers(rule(WideLayers.shift(15, rounding))))
                .isEqualTo(rounding != RoundingMode.TRUNCATE);
    }

    /** A bias might make an even number of an odd one; a large one with a long shift does not fit a double. */
    @Test
    void coversABiasBehindTheShiftWhereNothingIsLost() {
        long[] bias = new long[2 * LANES];
        bias[1] = 1;
        assertThat(ScaledRule.covers(
                        rule(WideLayers.shift(15, RoundingMode.HALF_EVEN).withBias(bias))))
                .isFalse();
        assertThat(ScaledRule.covers(
                        rule(WideLayers.shift(33, RoundingMode.FLOOR).withBias(bias))))
                .isTrue();
        assertThat(ScaledRule.covers(
                        rule(WideLayers.shift(34, RoundingMode.FLOOR).withBias(bias))))
                .isFalse();
        bias[1] = (1 << 17) + 1;
        assertThat(ScaledRule.covers(
                        rule(WideLayers.shift(15, RoundingMode.FLOOR).withBias(bias))))
                .isFalse();
    }

    private static SumRule rule(Epilogue epilogue) {
        return new SumRule(2 * LANES, Accumulator.finalSum(62), 48, epilogue);
    }
}
