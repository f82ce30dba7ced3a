package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PeaksTest {
    @Test
    void theRoofIsTheSmallerOfProductsAndBandwidth() {
        Peaks peaks = new Peaks(1, 2, 100, 10);
        assertThat(peaks.roof(3)).isEqualTo(30);
        assertThat(peaks.roof(10)).isEqualTo(100);
        assertThat(peaks.roof(1000)).isEqualTo(100);
    }

    @Test
    void everyPeakIsMeasured() {
        Peaks peaks = Peaks.measure(new PerformanceTable.Effort(1, Duration.ZERO, Duration.ZERO, 1));
        assertThat(peaks.fma()).isPositive();
        assertThat(peaks.floatProduct()).isPositive();
        assertThat(peaks.integerProduct()).isPositive();
        assertThat(peaks.bandwidth()).isPositive();
    }
}
