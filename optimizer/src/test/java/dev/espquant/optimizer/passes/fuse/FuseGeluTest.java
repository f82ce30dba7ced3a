package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseGeluTest {
    private final PassTester.Given tester = PassTester.of(new FuseGelu());

    @Property(tries = 12, seed = "2026")
    void joinsErfInAnyOrder(
            @ForAll @IntRange(min = 0, max = 4) int order,
            @ForAll boolean divides,
            @ForAll boolean oneFirst,
            @ForAll @IntRange(min = 1, max = 4) int rows) {
        Graphs model = model(20, rows)
                .node(divides ? "Div" : "Mul", divides ? "x root" : "invroot x", "s")
                .node("Erf", "s", "e");
        if (order < 4) {
            model.node("Add", oneFirst ? "one e" : "e one", "a");
        }
        switch (order) {
            case 0 -> model.node("Mul", "x a", "p").node("Mul", "p half", "y");
            case 1 -> model.node("Mul", "half x", "p").node("Mul", "p a", "y");
            case 2 -> model.node("Mul", "a half", "p").node("Mul", "p x", "y");
            case 3 -> model.node("Mul", "a x", "p").node("Div", "p two", "y");
            default ->
                model.node("Mul", "e half", "h").node("Add", "h half", "b").node("Mul", "b x", "y");
        }
        assertThat(tester.given(model.output("y").build()).fires(1)).hasOperators("Mul", "Gelu");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void joinsTanhWithThePowersWrittenInAnyWay(int form) {
        Graphs model = model(20, 3);
        switch (form) {
            case 0 ->
                model.node("Pow", "x three", "q")
                        .node("Mul", "q cubic", "c")
                        .node("Add", "x c", "s")
                        .node("Mul", "s k", "t");
            case 1 ->
                model.node("Mul", "x x", "q")
                        .node("Mul", "x q", "r")
                        .node("Mul", "cubic r", "c")
                        .node("Add", "c x", "s")
                        .node("Mul", "k s", "t");
            case 2 ->
                model.node("Mul", "cubic x", "q")
                        .node("Mul", "q x", "r")
                        .node("Add", "one r", "c")
                        .node("Mul", "k x", "s")
                        .node("Mul", "s c", "t");
            default ->
                model.node("Mul", "x x", "q")
                        .node("Mul", "q cubic", "r")
                        .node("Add", "r one", "c")
                        .node("Mul", "x c", "s")
                        .node("Mul", "s k", "t");
        }
        model.node("Tanh", "t", "e")
                .node("Add", "e one", "a")
                .node("Mul", "x half", "h")
                .node("Mul", "h a", "y");
        Graph graph = tester.given(model.output("y").build()).fires(1);
        assertThat(graph).hasOperators("Mul", "Gelu");
        assertThat(graph.producer("y").orElseThrow().textAttribute("approximate", ""))
                .isEqualTo("tanh");
    }

    @ParameterizedTest
    @CsvSource({"Erf,Gelu", "Tanh,FastGelu"})
    void hasOnnxRuntimesOperatorsInOldOpsets(String curve, String expected) {
        Graphs model = model(13, 2);
        if (curve.equals("Erf")) {
            model.node("Div", "x root", "t");
        } else {
            model.node("Pow", "x three", "q")
                    .node("Mul", "q cubic", "c")
                    .node("Add", "x c", "s")
                    .node("Mul", "s k", "t");
        }
        Node gelu = tester.given(model.node(curve, "t", "e")
                        .node("Add", "e one", "a")
                        .node("Mul", "x a", "p")
                        .node("Mul", "p half", "y")
                        .output("y")
                        .build())
                .fires(1)
                .producer("y")
                .orElseThrow();
        assertThat(gelu.opType()).isEqualTo(expected);
        assertThat(gelu.domain()).isEqualTo("com.microsoft");
    }

    @Test
    void staysForOtherScalesAndValues() {
        tester.given(model(20, 2)
                        .node("Div", "x two", "s")
                        .node("Erf", "s", "e")
                        .node("Add", "e one", "a")
                        .node("Mul", "x a", "p")
                        .node("Mul", "p half", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model(20, 2)
                        .node("Div", "x root", "s")
                        .node("Erf", "s", "e")
                        .node("Add", "e one", "a")
                        .node("Mul", "x a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model(20, 2)
                        .node("Div", "x root", "s")
                        .node("Erf", "s", "e")
                        .node("Add", "e one", "a")
                        .node("Mul", "i a", "p")
                        .node("Mul", "p half", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs model(int opset, int rows) {
        return Graphs.model("m")
                .opset(opset)
                .input("i", DataType.FLOAT, rows, 7)
                .initializer("one", scalar(1))
                .initializer("two", scalar(2))
                .initializer("three", scalar(3))
                .initializer("half", Tensor.ofFloats(new long[] {1}, 0.5f))
                .initializer("root", scalar((float) Math.sqrt(2)))
                .initializer("invroot", scalar((float) Math.sqrt(0.5)))
                .initializer("k", scalar((float) Math.sqrt(2 / Math.PI)))
                .initializer("cubic", scalar(0.044715f))
                .node("Mul", "i two", "x");
    }

    private static Tensor scalar(float value) {
        return Tensor.ofFloats(new long[0], value);
    }
}
