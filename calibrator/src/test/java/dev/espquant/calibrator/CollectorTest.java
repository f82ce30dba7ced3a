package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.BitWidth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectorTest {
    @Test
    void rangesOfAllPiecesAndMaximaAreTogether() {
        Collector collector = new Collector(Map.of(), Map.of());
        collector.piece("a", Observation.of(1, -2));
        collector.piece("a", Observation.of(5));
        collector.maximum("b", 3);
        collector.maximum("b", 2);
        assertThat(collector.ranges())
                .isEqualTo(ImmutableMap.of("a", new ValueRange(-2, 5, 3), "b", new ValueRange(0, 3, 2)));
    }

    @Test
    void whatThreadsCollectedIsMerged() {
        Collector first = collector();
        Collector second = collector();
        first.piece("a", Observation.of(1, 300));
        second.piece("a", Observation.of(-4, 2));
        second.piece("b", Observation.of(7));

        Collector merged = Collector.merged(List.of(first, second));

        assertThat(merged.ranges())
                .isEqualTo(ImmutableMap.of("a", new ValueRange(-4, 300, 4), "b", new ValueRange(7, 7, 1)));
        assertThat(merged.observers()).containsOnlyKeys("a");
        assertThat(merged.observers().get("a").estimate().exponent()).hasValue(2);
        assertThat(merged.counters().get("a").shareBeyond(0)).isEqualTo(0.25);
    }

    @Test
    void nothingIsTheSumOfNoParts() {
        Collector none = Collector.merged(List.of());
        assertThat(none.ranges()).isEmpty();
        assertThat(none.observers()).isEmpty();
        assertThat(none.counters()).isEmpty();
    }

    private static Collector collector() {
        return new Collector(
                Map.of("a", Observers.load().get("minmax").create(BitWidth.INT8)),
                Map.of("a", new SaturationCounter(BitWidth.INT8, 0, 1)));
    }
}
