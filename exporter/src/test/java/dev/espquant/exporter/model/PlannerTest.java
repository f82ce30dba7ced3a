package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String CHIP = "esp32s3";

    private static ModelPlan plan(Model model) {
        return Planner.plan(TestTables.quantize(model, QuantizationScheme.INT8_PER_TENSOR, CHIP));
    }

    private static List<LayerClass> kinds(ModelPlan plan) {
        return plan.steps().stream().map(LayerStep::kind).toList();
    }

    @Test
    void aGemmBehindFlattenNeedsNoTranspose() {
        ModelPlan plan = plan(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("w", Graphs.ramp(5, 3, 3, 3))
                .node("Conv", "x w", "c")
                .node("Flatten", "c", "f")
                .initializer("g", Graphs.ramp(20, 2))
                .node("Gemm", "f g", "y")
                .output("y")
                .build());
        assertThat(kinds(plan)).containsExactly(LayerClass.CONV, LayerClass.RESHAPE, LayerClass.CONV);
        assertThat(plan.outputs().get(0).buffer().dims()).isEqualTo(ImmutableIntArray.of(1, 1, 2));
    }

    @Test
    void aModelForChannelsLastImagesTakesThemAsTheyAre() {
        ModelPlan plan = plan(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4, 5, 3)
                .node("Transpose", "x", "t", "perm", new long[] {0, 3, 1, 2})
                .initializer("w", Graphs.ramp(5, 3, 3, 3))
                .node("Conv", "t w", "c")
                .node("Transpose", "c", "y", "perm", new long[] {0, 2, 3, 1})
                .output("y")
                .build());
        assertThat(kinds(plan)).containsExactly(LayerClass.CONV);
        assertThat(plan.inputs().get(0).buffer().dims()).isEqualTo(ImmutableIntArray.of(4, 5, 3));
        assertThat(plan.outputs().get(0).buffer().dims()).isEqualTo(ImmutableIntArray.of(2, 3, 5));
    }

    @Test
    void anActivationIsAppliedByItsLayerUnlessSomebodyElseReadsTheValueBefore() {
        Graphs graph = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("w", Graphs.ramp(3, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "r");
        assertThat(kinds(plan(graph.output("r").build()))).containsExactly(LayerClass.CONV);
        assertThat(kinds(plan(graph.output("c").build()))).containsExactly(LayerClass.CONV, LayerClass.RELU);
    }

    @Test
    void tensorsAreReleasedBehindTheirLastReader() {
        ModelPlan plan = plan(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .node("Sigmoid", "x", "a")
                .node("Tanh", "a", "b")
                .node("Add", "a b", "y")
                .output("y")
                .build());
        assertThat(plan.released().stream().map(r -> r.stream().map(Buffer::id).toList()))
                .containsExactly(List.of(0), List.of(), List.of(1, 2));
    }

    @Test
    void everyReasonIsListedOnce() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3)
                .node("LeakyRelu", "x", "a", "alpha", 1.01f)
                .node("LeakyRelu", "x", "b", "alpha", 2.01f)
                .node("Add", "a b", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> plan(model))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("leakyrelu0")
                .hasMessageContaining("leakyrelu1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("add2"));
    }

    @Test
    void aBatchIsRefused() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .node("Relu", "x", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> plan(model))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("'x'")
                .hasMessageContaining("one image");
    }

    @Test
    void anOutputThatIsTheInputIsCopied() {
        ModelPlan plan = plan(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 6)
                .initializer("s", Tensor.vector(1, 2, 3))
                .node("Reshape", "x s", "y")
                .output("y")
                .build());
        assertThat(kinds(plan)).containsOnly(LayerClass.RESHAPE).hasSize(1);
    }
}
