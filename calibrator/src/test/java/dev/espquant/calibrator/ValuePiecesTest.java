package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.GraphException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuePiecesTest {
    private static final SampleSource SAMPLES =
            SampleSource.of(Map.of("x", FloatTensor.of(new long[] {9, 1}, new float[9])));

    private final List<Float> seen = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final ValuePieces pieces = new ValuePieces(SAMPLES, new Visitor() {
        @Override
        public void piece(String value, Observation piece) {
            sizes.add(piece.count());
            for (int i = 0; i < piece.count(); i++) {
                seen.add(piece.values()[i]);
            }
        }

        @Override
        public void maximum(String value, float maximum) {
            seen.add(maximum);
        }
    });

    @Test
    void piecesTogetherAreTheValue() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        pieces.values("v", FloatBuffer.wrap(values));
        assertThat(sizes).containsExactly(4096, 4096, 10_001 - 2 * 4096);
        assertThat(seen).hasSize(10_001).isSorted().startsWith(0f).endsWith(10_000f);
    }

    @Test
    void onlyWhatLiesBeforeTheLimitBelongsToAValue() {
        pieces.values("v", FloatBuffer.wrap(new float[] {1, 2, Float.NaN}).limit(2));
        assertThat(seen).containsExactly(1f, 2f);
    }

    @Test
    void maximaPassThrough() {
        pieces.maximum("v", 6);
        assertThat(seen).containsExactly(6f);
    }

    @Test
    void theSampleOfAnInfinityIsNamed() {
        float[] values = new float[3 * 5000];
        values[2 * 5000 + 4999] = Float.NEGATIVE_INFINITY;
        pieces.begin(new BatchQueue.Batch(4, 3));
        assertThatThrownBy(() -> pieces.values("v", FloatBuffer.wrap(values)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'v'")
                .hasMessageContaining("-Infinity in calibration sample 6")
                .hasMessageContaining("the model itself computes this");
    }

    @Test
    void whereSamplesCannotBeToldApartTheBatchIsNamed() {
        pieces.begin(new BatchQueue.Batch(4, 3));
        assertThatThrownBy(() -> pieces.values("v", FloatBuffer.wrap(new float[] {0, Float.NaN})))
                .hasMessageContaining("NaN in calibration samples 4 to 6");
    }

    @Test
    void aBadInputIsTheDatas() {
        pieces.begin(new BatchQueue.Batch(0, 1));
        assertThatThrownBy(() -> pieces.values("x", FloatBuffer.wrap(new float[] {Float.NaN})))
                .hasMessageContaining("leave the sample out");
    }
}
