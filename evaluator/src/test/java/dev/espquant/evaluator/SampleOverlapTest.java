package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleOverlapTest {
    private static final SampleSource SAMPLES =
            SampleSource.of(Map.of("x", FloatTensor.of(new long[] {3, 2}, 1, 2, 3, 4, 1, 2)));

    @Test
    void findsSamplesByTheirContent() {
        SampleOverlap overlap = SampleOverlap.of(table(SAMPLES.contentHash(0)), SAMPLES);

        assertThat(overlap).isEqualTo(new SampleOverlap(2, 3));
        assertThat(overlap.warning()).get().asString().startsWith("2 of 3 evaluation samples are calibration samples");
    }

    @Test
    void saysNothingWhereNothingIsUsedTwice() {
        assertThat(SampleOverlap.of(table("0".repeat(32)), SAMPLES).warning()).isEmpty();
        assertThat(SampleOverlap.of(table(), SAMPLES)).isEqualTo(new SampleOverlap(0, 3));
    }

    private static QuantizationTable table(String... hashes) {
        return new QuantizationTable(
                "",
                QuantizationScheme.INT8_PER_TENSOR,
                "minmax",
                hashes.length,
                ImmutableList.copyOf(hashes),
                ImmutableMap.of());
    }
}
