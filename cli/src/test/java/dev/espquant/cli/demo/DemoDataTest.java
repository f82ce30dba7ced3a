package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoDataTest {
    @Test
    void theModelIsSmall() {
        assertThat(DemoData.model()).hasSizeBetween(10_000, 200_000);
    }

    @Test
    void labelsAreBalanced() {
        assertThat(countsByDigit(DemoData.evaluationSet())).containsOnly(60);
        assertThat(countsByDigit(DemoData.calibrationSet())).containsOnly(10);
    }

    @Test
    void noImageIsInTwoSets() {
        DigitSet training = new DigitGenerator(DemoData.TRAINING_SEED).generate(1000);
        Set<ByteBuffer> seen = new HashSet<>();

        for (DigitSet set : new DigitSet[] {DemoData.evaluationSet(), DemoData.calibrationSet(), training}) {
            for (int image = 0; image < set.count(); image++) {
                assertThat(seen.add(ByteBuffer.wrap(set.images(), image * DigitSet.PIXELS, DigitSet.PIXELS)))
                        .isTrue();
            }
        }
    }

    private static long[] countsByDigit(DigitSet set) {
        long[] counts = new long[DigitSet.CLASSES];
        for (byte label : set.labels()) {
            counts[label]++;
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(set.count());
        return counts;
    }
}
