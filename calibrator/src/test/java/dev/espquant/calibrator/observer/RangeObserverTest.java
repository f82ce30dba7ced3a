package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.BitWidth;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RangeObserverTest {
    @Test
    void nothingSaturatesAtTheExponentOfARange() {
        assertThat(RangeObserver.estimate(ValueRange.of(-3, 127), BitWidth.INT8).exponent())
                .hasValue(0);
        assertThat(RangeObserver.estimate(ValueRange.of(-127.5f, 3), BitWidth.INT8)
                        .exponent())
                .hasValue(1);
        assertThat(RangeObserver.estimate(ValueRange.of(0, 0), BitWidth.INT8)).isEqualTo(Estimate.ALL_ZERO);
    }

    @Test
    void theNextPassIsMadeForTheRangeOfAllPieces() {
        AtomicReference<ValueRange> seen = new AtomicReference<>(ValueRange.EMPTY);
        RangeObserver first = observer(seen);
        RangeObserver second = observer(seen);
        first.observe(Observation.of(1, 2));
        first.observe(Observation.of(-4));
        second.observe(Observation.of(8, 3));

        Observer merged = first.merge(second);

        assertThat(merged.wantsValues()).isFalse();
        assertThat(merged.nextPass()).isEmpty();
        assertThat(seen.get()).isEqualTo(new ValueRange(-4, 8, 5));
        assertThat(merged.estimate().threshold()).isEqualTo(8);
    }

    private static RangeObserver observer(AtomicReference<ValueRange> seen) {
        return new RangeObserver(
                range -> {
                    seen.set(range);
                    return Optional.empty();
                },
                range -> RangeObserver.estimate(range, BitWidth.INT8));
    }
}
