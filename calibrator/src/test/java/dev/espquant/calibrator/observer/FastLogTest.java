package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FastLogTest {
    @Test
    void isAsGoodAsItSays() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(200) - 100);
            assertThat(Math.abs(FastLog.of(value) - Math.log(value))).isLessThan(1e-9);
        }
        assertThat(FastLog.of(1)).isCloseTo(0, within(1e-9));
        assertThat(FastLog.of(Math.nextDown(2.0))).isCloseTo(Math.log(2), within(1e-9));
    }
}
