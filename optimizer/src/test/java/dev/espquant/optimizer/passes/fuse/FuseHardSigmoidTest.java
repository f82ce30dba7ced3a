package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseHardSigmoidTest {
    private final PassTester.Given tester = PassTester.of(new FuseHardSigmoid());

    @ParameterizedTest
    @CsvSource({"Div,c six", "Mul,c sixth", "Mul,sixth c"})
    void joinsSumClipAndQuotient(String opType, String operands) {
        Graph graph = tester.given(model().node("Add", "x three", "a")
                        .node("Clip", "a zero six", "c")
                        .node(opType, operands, "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Add", "HardSigmoid");
        assertThat(graph.producer("y").orElseThrow().attribute("beta")).contains(Attribute.of(0.5f));
    }

    @Test
    void joinsALineAndItsClip() {
        assertThat(tester.given(model().node("Mul", "x sixth", "m")
                                .node("Add", "half m", "a")
                                .node("Clip", "a zero one", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Add", "HardSigmoid");
    }

    @Test
    void joinsAttributesOfOldOpsets() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(9)
                                .input("x", DataType.FLOAT, 3, 5)
                                .initializer("three", scalar(3))
                                .initializer("six", scalar(6))
                                .node("Add", "x three", "a")
                                .node("Clip", "a", "c", "min", 0f, "max", 6f)
                                .node("Div", "c six", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("HardSigmoid");
    }

    @Test
    void staysForOtherBoundsAndPlainClips() {
        tester.given(model().node("Add", "x three", "a")
                        .node("Clip", "a half six", "c")
                        .node("Div", "c six", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("Add", "x three", "a")
                        .node("Clip", "a zero six", "c")
                        .node("Div", "c three", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("Clip", "x zero one", "y").output("y").build())
                .doesNotFire();
        tester.given(model().node("Add", "x three", "a")
                        .node("Clip", "a zero six", "c")
                        .node("Div", "c six", "y")
                        .output("y")
                        .output("c")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysUnlessSomebodyWantsIt() {
        var model = model().node("Add", "x three", "a")
                .node("Clip", "a zero six", "c")
                .node("Div", "c six", "y")
                .output("y")
                .build();
        assertThat(new FuseHardSigmoid().apply(model.graph(), PassContext.of(model)))
                .hasOperators("Add", "Add", "Clip", "Div");
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("i", DataType.FLOAT, 3, 7)
                .initializer("zero", scalar(0))
                .initializer("half", scalar(0.5f))
                .initializer("one", scalar(1))
                .initializer("three", scalar(3))
                .initializer("six", scalar(6))
                .initializer("sixth", scalar(1f / 6))
                .node("Add", "i i", "x");
    }

    private static Tensor scalar(float value) {
        return Tensor.ofFloats(new long[0], value);
    }
}
