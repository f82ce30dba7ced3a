package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.DataType;
import dev.espquant.lowering.LoweredModel;
import dev.espquant.lowering.Lowering;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

/** Samples behind one another in the order of ONNX, and one run in that of the runtime. */
class SampleValuesTest {
    private static final QuantizedGraph QUANTIZED = quantized();
    private static final LoweredModel LOWERED = Lowering.lower(QUANTIZED, ImmutableMap.of());

    /** A pool wants its channels last; a Softmax gives real numbers. */
    private static QuantizedGraph quantized() {
        QuantizationTable table = new QuantizationTable(
                "",
                QuantizationScheme.INT8_PER_TENSOR,
                "",
                0,
                ImmutableList.of(),
                ImmutableMap.of("x", TableEntry.of(-4), "p", TableEntry.of(-4), "y", TableEntry.of(-7)));
        return Quantizer.quantize(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 1, 3)
                        .node("MaxPool", "x", "p", "kernel_shape", new long[] {1, 1})
                        .node("Softmax", "p", "y")
                        .output("y")
                        .build(),
                table,
                Targets.load().get("esp32"),
                Runtime.ESP_DL_3);
    }

    /** What a plan computed, in the runtime's order. */
    private record Computed(ImmutableList<Float> values, int each) implements ExecutionPlan.ValueReader {
        @Override
        public void read(int image, int[] to, int toIndex) {
            for (int i = 0; i < each; i++) {
                to[toIndex + i] = values.get(image * each + i).intValue();
            }
        }

        @Override
        public void readReals(int image, float[] to, int toIndex) {
            for (int i = 0; i < each; i++) {
                to[toIndex + i] = values.get(image * each + i);
            }
        }
    }

    @Test
    void whatRunsComputeComesBackInTheOrderOfOnnx() {
        SampleValues values = new SampleValues(LOWERED.value("p"), 3);
        values.read(1, 2, new Computed(ImmutableList.of(1f, 4f, 2f, 5f, 3f, 6f, 7f, 10f, 8f, 11f, 9f, 12f), 6));
        IntTensor all = values.integers().orElseThrow();
        assertThat(all.sizes()).containsExactly(3, 2, 1, 3);
        assertThat(all.values()).containsExactly(0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(values.reals()).isEmpty();
    }

    @Test
    void realNumbersAreKept() {
        SampleValues values = new SampleValues(LOWERED.value("y"), 1);
        values.read(0, 1, new Computed(ImmutableList.of(0.1f, 0.4f, 0.2f, 0.5f, 0.3f, 0.6f), 6));
        assertThat(values.integers()).isEmpty();
        assertThat(values.reals().orElseThrow().values()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f);
    }

    /** There in one order and back from the other: a pool of single elements changes nothing. */
    @Test
    void samplesGoInAndComeOutBehindOneAnother() {
        int[] samples = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        SimulationResult result = LoweredExecutor.of(QUANTIZED, 1)
                .run(ImmutableMap.of("x", IntTensor.of(new long[] {2, 2, 1, 3}, samples)), ImmutableSet.of("p"));
        assertThat(result.value("p").values()).containsExactly(samples);
    }
}
