package dev.espquant.evaluator.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
    void imagesOfARunCount() {
        Runnable sleep = () -> sleep(20);

        Map<String, Double> speeds = new Race(10, 3, Duration.ofMillis(1), Duration.ZERO).run(Map.of("sleeper", sleep));

        assertThat(speeds.get("sleeper")).isBetween(10.0, 500.0);
    }

    @Test
    void warmsUpWhileThatMakesFaster() {
        AtomicInteger runs = new AtomicInteger();
        Runnable slowAtFirst = () -> sleep(Math.max(1, 128 >> runs.getAndIncrement()));

        new Race(1, 3, Duration.ZERO, Duration.ofMillis(150)).run(Map.of("late", slowAtFirst));

        // Two for the first warm-up, one in each round, many in a warm-up that followed because the first one did not
        // show the speed.
        assertThat(runs.get()).isGreaterThan(2 + 3 + 5);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
