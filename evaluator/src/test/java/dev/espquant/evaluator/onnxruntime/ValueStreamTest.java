package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.Graphs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What passes by is what {@link FloatExecutor} computes, save for the order of elements within a sample. */
class ValueStreamTest {
    private static final List<String> VALUES = List.of("x", "c", "p");
    private static final SampleSource SAMPLES = samples(5);

    @Test
    void handsOutInputsValuesAndMaxima() {
        Model model = model(1);
        Seen seen = new Seen();
        try (ValueStream stream = ValueStream.open(model, SAMPLES, VALUES, List.of("r"), ExecutorOptions.QUICK);
                ValueStream.Lane lane = stream.lane()) {
            assertThat(stream.names()).containsExactly("x", "c", "p", "r");
            for (int run = 0; run < 3; run++) {
                for (int sample = 0; sample < 5; sample++) {
                    seen.clear();
                    lane.run(sample, 1, seen);
                    assertSeen(model, sample, 1, seen);
                    assertThat(lane.contentHash(0)).isEqualTo(SAMPLES.contentHash(sample));
                }
            }
        }
    }

    @Test
    void fillsUpAFixedBatchAndHandsOutOnlyWhatWasAskedFor() {
        Model model = model(4);
        assertThat(ValueStream.fixedBatch(model.graph())).hasValue(4);
        Seen seen = new Seen();
        try (ValueStream stream = ValueStream.open(model, SAMPLES, VALUES, List.of("r"), ExecutorOptions.QUICK);
                ValueStream.Lane lane = stream.lane()) {
            lane.run(0, 4, seen);
            assertSeen(model, 0, 4, seen);
            seen.clear();
            lane.run(4, 1, seen);
            assertSeen(model, 4, 1, seen);
            assertThatThrownBy(() -> lane.run(0, 5, seen)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void samplesThatDoNotFitAreRefused() {
        SampleSource wrong = SampleSource.of(Map.of("x", FloatTensor.of(new long[] {1, 3, 2, 2}, new float[12])));
        assertThatThrownBy(() -> ValueStream.open(model(1), wrong, VALUES, List.of(), ExecutorOptions.QUICK))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'x'");
    }

    private static void assertSeen(Model model, int from, int count, Seen seen) {
        Map<String, FloatTensor> expected;
        try (FloatExecutor executor = FloatExecutor.open(model, List.of("x", "c", "p", "r"), ExecutorOptions.QUICK)) {
            expected = executor.run(SAMPLES.read(from, count));
        }
        VALUES.forEach(value -> assertThat(seen.values.get(value))
                .as(value)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Float.compare(a, b))
                .containsExactly(sorted(expected.get(value).values())));
        float[] all = sorted(expected.get("r").values());
        assertThat(seen.maxima.get("r")).isCloseTo(all[all.length - 1], org.assertj.core.data.Offset.offset(1e-4f));
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static final class Seen implements ValueStream.Sink {
        private final Map<String, float[]> values = new HashMap<>();
        private final Map<String, Float> maxima = new HashMap<>();

        void clear() {
            values.clear();
            maxima.clear();
        }

        @Override
        public void values(String value, FloatBuffer elements) {
            float[] copy = new float[elements.limit()];
            elements.get(0, copy);
            values.put(value, sorted(copy));
        }

        @Override
        public void maximum(String value, float maximum) {
            maxima.put(value, maximum);
        }
    }

    private static SampleSource samples(int count) {
        Random random = new Random(2);
        float[] values = new float[count * 3 * 6 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return SampleSource.of(Map.of("x", FloatTensor.of(new long[] {count, 3, 6, 5}, values)));
    }

    private static Model model(int batch) {
        return ShapeInference.infer(Graphs.model("m")
                .input("x", DataType.FLOAT, batch, 3, 6, 5)
                .initializer("w", Graphs.ramp(20, 3, 3, 3))
                .node("Conv", "x w", "c", "pads", new long[] {1, 1, 1, 1})
                .node("Relu", "c", "r")
                .node("GlobalAveragePool", "r", "p")
                .output("p")
                .build());
    }
}
