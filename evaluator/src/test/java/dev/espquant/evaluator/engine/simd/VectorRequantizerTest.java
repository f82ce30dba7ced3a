package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.ScalarRequantizer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the plain one, bit by bit: channels around the length of a vector, each rounding, biases before and behind the shift, narrow lanes. */
class VectorRequantizerTest {
    private static final int[] CHANNELS = {1, 3, 7, 8, 9, 15, 16, 17, 31, 64, 67};
    private static final int SUM_BITS = 24;

    private final Random random = new Random(11);

    @ParameterizedTest
    @EnumSource(value = RoundingMode.class, mode = EnumSource.Mode.EXCLUDE, names = "TRUNCATE")
    void everyRule(RoundingMode rounding) {
        for (int channels : CHANNELS) {
            for (int exponent : new int[] {3, 0, -1, -9, -30}) {
                Epilogue epilogue = Epilogue.shift(exponent, rounding, BitWidth.INT8);
                check(channels, epilogue, 32, ImmutableLongArray.of());
                check(channels, epilogue.withBias(biases(channels, 100)).clamped(0, 90), 20, ImmutableLongArray.of());
                check(channels, epilogue, 20, ImmutableLongArray.copyOf(biases(channels, 1 << 20)));
            }
        }
    }

    private long[] biases(int channels, int bound) {
        return random.longs(channels, -bound, bound).toArray();
    }

    private void check(int channels, Epilogue epilogue, int laneBits, ImmutableLongArray bias) {
        Accumulator accumulator =
                new Accumulator(ImmutableIntArray.of(laneBits), Accumulator.Saturation.FINAL_SUM, bias);
        SumRule rule = new SumRule(channels, accumulator, SUM_BITS, epilogue);
        assertThat(VectorRequantizer.covers(rule)).isTrue();
        for (int rows : new int[] {1, 2, 61}) {
            int[] sums =
                    random.ints((long) rows * channels, -(1 << 22), 1 << 22).toArray();
            QuantizedBuffer expected = QuantizedBuffer.of(new byte[rows * channels + 2]);
            QuantizedBuffer actual = QuantizedBuffer.of(new byte[rows * channels + 2]);
            long saturated = new ScalarRequantizer(rule).run(sums.clone(), rows, expected, 1, new Scratch());

            assertThat(new VectorRequantizer(rule).run(sums.clone(), rows, actual, 1, new Scratch()))
                    .isEqualTo(saturated);
            assertThat(actual.bytes()).as("%s, %d rows", rule, rows).isEqualTo(expected.bytes());
        }
    }
}
