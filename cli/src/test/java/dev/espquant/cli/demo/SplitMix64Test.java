package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void givesThePublishedSequence() {
        SplitMix64 random = new SplitMix64(1234567);

        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    }

    @Test
    void isTheGeneratorBehindSplittableRandom() {
        SplitMix64 random = new SplitMix64(-7);
        SplittableRandom theirs = new SplittableRandom(-7);

        for (int i = 0; i < 100; i++) {
            assertThat(random.nextLong()).isEqualTo(theirs.nextLong());
        }
    }

    @Test
    void anItemDoesNotDependOnOtherItems() {
        long alone = SplitMix64.ofItem(5, 7).nextLong();
        SplitMix64.ofItem(5, 6).nextLong();

        assertThat(SplitMix64.ofItem(5, 7).nextLong()).isEqualTo(alone);
        assertThat(SplitMix64.ofItem(5, 8).nextLong()).isNotEqualTo(alone);
        assertThat(SplitMix64.ofItem(6, 7).nextLong()).isNotEqualTo(alone);
    }

    @Test
    void numbersBetweenAreSpreadOverTheRange() {
        SplitMix64 random = new SplitMix64(1);
        double[] values = IntStream.range(0, 10_000)
                .mapToDouble(i -> random.between(-2, 6))
                .toArray();

        assertThat(Arrays.stream(values)).allMatch(v -> v >= -2 && v < 6);
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(2, within(0.1));
    }

    @Test
    void bellHasMeanZeroAndDeviationOne() {
        SplitMix64 random = new SplitMix64(1);
        double[] values =
                IntStream.range(0, 10_000).mapToDouble(i -> random.nextBell()).toArray();

        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(0.05));
        assertThat(Arrays.stream(values).map(v -> v * v).average().orElseThrow())
                .isCloseTo(1, within(0.05));
        assertThat(Arrays.stream(values)).allMatch(v -> Math.abs(v) <= 6);
    }

    @Test
    void integersCoverTheirRange() {
        SplitMix64 random = new SplitMix64(1);

        assertThat(IntStream.range(0, 200)
                        .map(i -> random.nextInt(5))
                        .distinct()
                        .sorted())
                .containsExactly(0, 1, 2, 3, 4);
        assertThatThrownBy(() -> random.nextInt(0)).hasMessage("bound must be positive: 0");
    }

    @Test
    void shuffleKeepsTheValues() {
        int[] values = IntStream.range(0, 50).toArray();
        new SplitMix64(3).shuffle(values);

        assertThat(values).isNotEqualTo(IntStream.range(0, 50).toArray());
        assertThat(Arrays.stream(values).sorted())
                .containsExactly(IntStream.range(0, 50).boxed().toArray(Integer[]::new));
    }
}
