package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectedSamplesTest {
    private static final SampleSource ALL =
            SampleSource.of(Map.of("x", FloatTensor.of(new long[] {4, 2}, 0, 1, 10, 11, 20, 21, 30, 31)));

    @Test
    void readsTheChosenRowsInTheirOrder() {
        SelectedSamples selected = new SelectedSamples(ALL, ImmutableIntArray.of(3, 0, 2));

        assertThat(selected.count()).isEqualTo(3);
        assertThat(selected.sampleSizes().get("x")).containsExactly(2);
        assertThat(selected.read(1, 2).get("x")).isEqualTo(FloatTensor.of(new long[] {2, 2}, 0, 1, 20, 21));
    }

    @Test
    void aSampleKeepsItsHash() {
        SelectedSamples selected = new SelectedSamples(ALL, ImmutableIntArray.of(3, 0, 2));

        assertThat(selected.contentHash(0)).isEqualTo(ALL.contentHash(3));
    }
}
