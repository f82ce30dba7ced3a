package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.RedundantClip.Reason;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.ConstantRules;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.Graphs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedundantClipsTest {
    private static final TargetRuntime RUNTIME = EspDl1.runtime(20, 40, true);
    private static final OperatorSupport OPERATORS = RUNTIME.operators();
    private static final CalibrationOptions INT8 = CalibrationOptions.of(RUNTIME, QuantizationScheme.INT8_PER_TENSOR);

    @Test
    void aClipWhoseBoundNoSampleReachesIsRelu() {
        Model model = network(0, 6);
        assertThat(find(model, table(model, 1, -1, 5.9f)))
                .as("exponent -4: integers reach 7.9")
                .containsExactly(new RedundantClip("clip", Reason.NEVER_REACHED));
    }

    @Test
    void aClipThatCutsSomethingOffStays() {
        Model model = network(0, 6);
        assertThat(find(model, table(model, 1, 6.1f, -1))).isEmpty();
        assertThat(find(model, table(model, 1, 6, -1)))
                .as("what was at the bound may have been above it")
                .isEmpty();
    }

    @Test
    void aClipBehindIntegersThatSaturateBelowItsBoundIsReluWhateverIsFed() {
        Model model = network(0, 6);
        QuantizationTable cut = withExponent(table(model, 1, 100, -1), "y", -5);
        assertThat(find(model, cut)).containsExactly(new RedundantClip("clip", Reason.SATURATES));
        assertThat(find(model, withExponent(cut, "y", -4))).isEmpty();
    }

    @Test
    void saturationIsDecidedByWhatIntegersComeOut() {
        for (BitWidth bits : BitWidth.values()) {
            for (int exponent = -16; exponent < 4; exponent++) {
                int bound = ConstantRules.bound(6, exponent, bits);
                Model model = network(0, 6);
                QuantizationTable table = new QuantizationTable(
                        "",
                        new QuantizationScheme(bits, QuantizationScheme.INT8_PER_TENSOR.granularity()),
                        "minmax",
                        1,
                        ImmutableList.of(),
                        ImmutableMap.of("c", TableEntry.of(exponent), "y", TableEntry.of(exponent)));
                boolean same = true;
                for (int x = bits.min(); x <= bits.max(); x++) {
                    same &= Math.min(Math.max(x, 0), bound) == Math.max(x, 0);
                }
                assertThat(find(model, table).isEmpty())
                        .as("%s, exponent %d", bits, exponent)
                        .isEqualTo(!same);
            }
        }
    }

    @Test
    void otherClipsAreNoRelu() {
        for (float[] bounds : new float[][] {{-1, 6}, {1, 6}, {0, 0}, {0, -1}}) {
            Model model = network(bounds[0], bounds[1]);
            assertThat(find(model, table(model, 1, -1, 0.1f))).isEmpty();
        }
    }

    @Test
    void withReluTheFloatModelComputesTheSameOnTheSamplesAndGetsTheSameTable() {
        for (float largest : new float[] {0.7f, 3.9f, 5.9f}) {
            Model model = network(0, 6);
            QuantizationTable table = table(model, 1, -1, largest);
            Model replaced = RedundantClips.replace(model, find(model, table));
            assertThat(replaced.graph().nodes()).extracting("opType").containsExactly("Conv", "Relu", "MaxPool");
            assertThat(replaced.graph().initializers().keySet()).containsExactly("w");
            assertThat(table(replaced, 1, -1, largest).tensors()).isEqualTo(table.tensors());
        }
    }

    @Test
    void boundsThatOthersReadStay() {
        Model model = ShapeInference.infer(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 2, 2)
                .initializer("zero", Tensor.ofFloats(new long[0], 0f))
                .initializer("six", Tensor.ofFloats(new long[0], 6f))
                .node("Clip", "x zero six", "c")
                .node("Add", "c six", "y")
                .output("y")
                .build());
        String clip = model.graph().nodes().get(0).name();
        Model replaced = RedundantClips.replace(model, List.of(new RedundantClip(clip, Reason.SATURATES)));
        assertThat(replaced.graph().initializers().keySet()).containsExactly("six");
        assertThat(replaced.graph().nodes().get(0).inputs()).containsExactly("x");
    }

    @Test
    void aClipAtTheInputIsMeasuredToo() {
        Model model = ShapeInference.infer(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 2, 2)
                .initializer("zero", Tensor.ofFloats(new long[0], 0f))
                .initializer("six", Tensor.ofFloats(new long[0], 6f))
                .node("Clip", "x zero six", "y")
                .output("y")
                .build());
        assertThat(find(model, table(model, 1, 5, 7))).isEmpty();
        assertThat(find(model, table(model, 1, 5.9f, 4)))
                .extracting(RedundantClip::reason)
                .containsExactly(Reason.NEVER_REACHED);
    }

    private static List<RedundantClip> find(Model model, QuantizationTable table) {
        return RedundantClips.find(model.graph(), table, OPERATORS);
    }

    /** The table of samples that each hold one number everywhere. */
    private static QuantizationTable table(Model model, float... samples) {
        float[] values = new float[4 * samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[i / 4];
        }
        SampleSource source =
                SampleSource.of(Map.of("x", FloatTensor.of(new long[] {samples.length, 1, 2, 2}, values)));
        return Calibrator.calibrate(model, source, INT8);
    }

    private static QuantizationTable withExponent(QuantizationTable table, String value, int exponent) {
        Map<String, TableEntry> tensors = new LinkedHashMap<>(table.tensors());
        TableEntry entry = table.get(value);
        for (String name : List.of("c", value)) {
            tensors.put(
                    name,
                    TableEntry.measured(
                            exponent, entry.min().getAsDouble(), entry.max().getAsDouble()));
        }
        return new QuantizationTable(
                table.modelSha256(),
                table.scheme(),
                table.method(),
                table.samples(),
                table.sampleHashes(),
                ImmutableMap.copyOf(tensors));
    }

    private static Model network(float low, float high) {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 2, 2)
                .initializer("w", Tensor.ofFloats(new long[] {1, 1, 1, 1}, 1f))
                .initializer("low", Tensor.ofFloats(new long[0], low))
                .initializer("high", Tensor.ofFloats(new long[0], high))
                .node("Conv", "x w", "c")
                .node("Clip", "c low high", "y")
                .node("MaxPool", "y", "z", "kernel_shape", new long[] {1, 1})
                .output("z")
                .build();
        return ShapeInference.infer(model.withGraph(model.graph()
                .withNodes(model.graph().nodes().stream()
                        .map(n -> n.is("Clip") ? Node.of("clip", "Clip", n.inputs(), n.outputs()) : n)
                        .toList())));
    }
}
