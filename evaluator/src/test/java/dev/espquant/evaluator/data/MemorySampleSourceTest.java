package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemorySampleSourceTest {
    @Test
    void givesPartsOfItsTensors() {
        SampleSource source = SampleSource.of(Map.of("x", FloatTensor.of(new long[] {3, 2}, 1, 2, 3, 4, 5, 6)));

        assertThat(source.count()).isEqualTo(3);
        assertThat(source.sampleSizes().get("x")).containsExactly(2);
        assertThat(source.read(1, 2).get("x")).isEqualTo(FloatTensor.of(new long[] {2, 2}, 3, 4, 5, 6));
        assertThat(source.contentHash(0)).hasSize(SampleSource.HASH_DIGITS).isNotEqualTo(source.contentHash(1));
    }

    @Test
    void refusesInputsThatDiffer() {
        FloatTensor one = FloatTensor.of(new long[] {1}, 1);
        FloatTensor two = FloatTensor.of(new long[] {2}, 1, 2);

        assertThatThrownBy(() -> SampleSource.of(Map.of("x", one, "y", two)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SampleSource.of(Map.of("x", FloatTensor.of(new long[] {0}))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
