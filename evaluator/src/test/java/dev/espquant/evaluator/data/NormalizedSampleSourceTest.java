package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalizedSampleSourceTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2, 2)
            .node("Relu", "x", "y")
            .output("y")
            .build();
    private static final SampleSource SAMPLES =
            SampleSource.of(Map.of("x", FloatTensor.of(new long[] {2, 2, 2}, 1, 5, 2, 10, 9, 13, 18, 26)));

    @Test
    void normalizesWhatTheModelDemands() {
        Model demanding =
                new InputNormalization(1, ImmutableDoubleArray.of(1, 2), ImmutableDoubleArray.of(4, 8)).in(MODEL, "x");
        SampleSource normalized = NormalizedSampleSource.of(SAMPLES, demanding);
        assertThat(normalized.read(1, 1).get("x").values()).containsExactly(2, 3, 2, 3);
        FloatBuffer target = FloatBuffer.allocate(4);
        normalized.read(0, 1, Map.of("x", target));
        assertThat(target.array()).containsExactly(0, 1, 0, 1);
        assertThat(SAMPLES.read(1, 1).get("x").values()).containsExactly(9, 13, 18, 26);
        assertThat(normalized.count()).isEqualTo(2);
        assertThat(normalized.contentHash(0)).isNotEqualTo(SAMPLES.contentHash(0));
    }

    @Test
    void leavesOthersAlone() {
        assertThat(NormalizedSampleSource.of(SAMPLES, MODEL)).isSameAs(SAMPLES);
    }
}
