package dev.espquant.evaluator.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    @Test
    void contendersTakeTurns() {
        List<String> turns = new ArrayList<>();
        Map<String, Runnable> contenders = new LinkedHashMap<>();
        contenders.put("b", () -> turns.add("b"));
        contenders.put("a", () -> turns.add("a"));

        Map<String, Double> speeds = new Race(8, 2, Duration.ZERO, Duration.ZERO).run(contenders);

        assertThat(turns).containsExactly("b", "a", "b", "a", "b", "a");
        assertThat(speeds.keySet()).containsExactly("b", "a");
        assertThat(speeds.values()).allMatch(speed -> speed > 0);
    }

    @Test
    void imagesOfARunCount() throws Exception {
        Runnable sleep = () -> {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        Map<String, Double> speeds = new Race(10, 3, Duration.ofMillis(1), Duration.ZERO).run(Map.of("sleeper", sleep));

        assertThat(speeds.get("sleeper")).isBetween(10.0, 500.0);
    }

    @Test
    void medianIsTheMiddle() {
        assertThat(Race.median(List.of(5.0, 1.0, 3.0))).isEqualTo(3);
        assertThat(Race.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    }

    @Test
    void nothingToMeasureIsRefused() {
        assertThatThrownBy(() -> new Race(0, 1, Duration.ZERO, Duration.ZERO)).hasMessageContaining("0 images");
    }
}
