package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.Graphs;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final int SIZE = 16;
    private static final CalibrationOptions OPTIONS =
            CalibrationOptions.of(EspDl1.runtime(20, 40, true), QuantizationScheme.INT8_PER_TENSOR);

    /** Samples that exist only while they are read, and remember what they were read into. */
    private static final class Counted implements SampleSource {
        private final int count;
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicLong read = new AtomicLong();
        private final Set<FloatBuffer> buffers =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        Counted(int count) {
            this.count = count;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public ImmutableMap<String, long[]> sampleSizes() {
            return ImmutableMap.of("x", new long[] {1, SIZE, SIZE});
        }

        @Override
        public ImmutableMap<String, FloatTensor> read(int from, int samples) {
            throw new AssertionError("samples are read into buffers that are there");
        }

        @Override
        public void read(int from, int samples, Map<String, FloatBuffer> targets) {
            mostAtOnce.accumulateAndGet(samples, Math::max);
            read.addAndGet(samples);
            buffers.addAll(targets.values());
            FloatBuffer target = targets.get("x");
            for (int i = 0; i < samples * SIZE * SIZE; i++) {
                target.put(i, (from * SIZE * SIZE + i) * 7 % 1009 / 100f - 4);
            }
        }
    }

    @Test
    void memoryDoesNotGrowWithTheSamples() {
        for (String method : List.of("minmax", "percentile", "entropy", "kl")) {
            int passes = method.equals("entropy") || method.equals("kl") ? 2 : 1;
            Counted few = calibrate(method, 200, 2, 0);
            Counted many = calibrate(method, 4000, 2, 0);
            assertThat(many.mostAtOnce.get()).isEqualTo(few.mostAtOnce.get()).isLessThanOrEqualTo(64);
            assertThat(many.read.get()).isBetween(4000L * passes, 4000L * (passes + 1));
            // One buffer per thread and size of batch, and the last batch may be smaller; on every pass, one more to
            // count saturation.
            assertThat(many.buffers.size()).isLessThanOrEqualTo((passes + 1) * 2 * 3);
        }
    }

    @Test
    void tablesAreEqualForAnyNumberOfThreadsAndAnyBatch() {
        for (String method : List.of("minmax", "percentile", "entropy", "kl")) {
            CalibrationReport expected = report(method, new Counted(130), 1, 0);
            for (int threads = 1; threads <= 4; threads++) {
                for (int batch : new int[] {0, 1, 9, 64, 130}) {
                    assertThat(report(method, new Counted(130), threads, batch)).isEqualTo(expected);
                }
            }
        }
    }

    private static Counted calibrate(String method, int samples, int threads, int batch) {
        Counted source = new Counted(samples);
        report(method, source, threads, batch);
        return source;
    }

    private static CalibrationReport report(String method, Counted samples, int threads, int batch) {
        return Calibrator.report(
                model(),
                samples,
                OPTIONS.withMethod(method)
                        .withBatchSize(batch)
                        .withExecutor(ExecutorOptions.QUICK.withThreads(threads)));
    }

    private static Model model() {
        List<Dimension> sizes = List.of(
                new Dimension.Symbolic("N"),
                new Dimension.Fixed(1),
                new Dimension.Fixed(SIZE),
                new Dimension.Fixed(SIZE));
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(sizes))
                .initializer("w", Graphs.ramp(4, 1, 3, 3))
                .node("Conv", "x w", "c", "pads", new long[] {1, 1, 1, 1})
                .node("Relu", "c", "r")
                .node("GlobalAveragePool", "r", "y")
                .output("y")
                .build();
    }
}
