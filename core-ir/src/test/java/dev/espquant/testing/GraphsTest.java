package dev.espquant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GraphsTest {
    @Test
    void buildsAModelThatSaysWhatWasAsked() {
        Model model = Graphs.model("m")
                .opset(11)
                .input("x", DataType.FLOAT, 1, 3, 8, 8)
                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                .node("Conv", "x w", "c", "pads", new long[] {1, 1, 1, 1}, "group", 1)
                .node("Relu", "c", "y")
                .named("act")
                .output("y", DataType.FLOAT, 1, 4, 8, 8)
                .build();
        assertThat(model.opset()).isEqualTo(11);
        GraphAssert.assertThat(model)
                .isValid()
                .hasOperators("Conv", "Relu")
                .hasNodes("conv0", "act")
                .hasInputs("x")
                .hasOutputs("y")
                .hasNoOperator("Gemm")
                .hasInitializer("w", Graphs.ramp(4, 3, 3, 3))
                .hasNoInitializer("b")
                .hasShape("y", 1, 4, 8, 8);
        assertThat(model.graph().nodes().get(0).attribute("pads")).contains(Attribute.ofInts(1, 1, 1, 1));
    }

    @Test
    void leavesOptionalInputsOut() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1)
                .node("Clip", "x - x", "y")
                .build();
        assertThat(model.graph().nodes().get(0).inputs()).containsExactly("x", "", "x");
    }

    @Test
    void refusesAnInvalidModelUnlessAskedNotTo() {
        Graphs broken = Graphs.model("m").node("Relu", "nothing", "y");
        assertThatThrownBy(broken::build).isInstanceOf(GraphException.class);
        assertThat(broken.buildUnchecked().graph().nodes()).hasSize(1);
    }

    @Test
    void aRampRepeatsLate() {
        float[] values = Graphs.ramp(2, 50).toFloats();
        assertThat(Arrays.stream(new float[][] {values}).flatMapToInt(v -> {
                    int[] scaled = new int[v.length];
                    for (int i = 0; i < v.length; i++) {
                        scaled[i] = (int) (v[i] * 64);
                    }
                    return Arrays.stream(scaled);
                }))
                .doesNotHaveDuplicates()
                .allMatch(i -> i >= -50 && i <= 50);
    }
}
