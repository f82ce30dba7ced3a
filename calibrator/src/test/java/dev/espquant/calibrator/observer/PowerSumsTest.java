package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerSumsTest {
    private final PowerSums sums = new PowerSums(new long[] {5, 0, 1, 7, 0, 2});

    @Test
    void sumsOverAnyBins() {
        assertThat(sums.count(0, 6)).isEqualTo(15);
        assertThat(sums.count(1, 4)).isEqualTo(8);
        assertThat(sums.count(3, 3)).isZero();
        assertThat(sums.filled(0, 6)).isEqualTo(4);
        assertThat(sums.filled(1, 2)).isZero();
    }

    @Test
    void logarithmsTakeTheShareIntoAccount() {
        double share = 0.01;
        double expected = 0;
        for (double count : new double[] {1, 7}) {
            expected += (count - share) * Math.log(count - share);
        }
        assertThat(sums.logs(1, 5, share)).isCloseTo(expected, within(1e-8));
        assertThat(sums.logs(4, 4, share)).isZero();
    }
}
