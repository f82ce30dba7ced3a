package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Function;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxFunctions;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InlineFunctionsTest {
    private static Function function(String name, Graph body, Map<String, Attribute> defaults, String... attributes) {
        return new Function(
                new Function.Key("my", name, ""),
                body,
                ImmutableList.copyOf(attributes),
                ImmutableMap.copyOf(defaults),
                ImmutableMap.of("", 16L, "my", 1L));
    }

    private static Node call(
            String name, String function, List<String> inputs, List<String> outputs, Object... attributes) {
        Node plain = Node.of(name, function, inputs, outputs, Graphs.attributes(attributes));
        return new Node(
                name, function, "my", plain.inputs(), plain.outputs(), plain.attributes(), "", plain.unknownFields());
    }

    private static Model model(Graphs graph, Function... functions) {
        Model plain = graph.opset(16).build();
        return new Model(
                plain.graph(),
                ImmutableMap.of("", 16L, "my", 1L),
                plain.info(),
                List.of(functions).stream().map(OnnxFunctions::encode).collect(ImmutableList.toImmutableList()),
                plain.unknownFields());
    }

    private static Model inlined(Model model) {
        PassContext context = PassContext.of(model);
        Model result = context.modelOf(new InlineFunctions().apply(model.graph(), context));
        assertThat(result).isValid();
        Assertions.assertThat(result.functions()).isEmpty();
        Assertions.assertThat(result.opsets()).containsOnlyKeys("");
        return result;
    }

    private static Graphs body(String input) {
        return Graphs.model("body").input(input, DataType.FLOAT);
    }

    @Test
    void callsInsideCallsWithNamesThatAreTaken() {
        Function inner = function(
                "Inner",
                body("x")
                        .node("Sigmoid", "x", "s")
                        .node("Mul", "x s", "y")
                        .output("y")
                        .graphUnchecked(),
                Map.of());
        Function outer = function(
                "Outer",
                body("x")
                        .node(call("a", "Inner", List.of("x"), List.of("h")))
                        .node(call("b", "Inner", List.of("h"), List.of("g")))
                        .node("Add", "h g", "y")
                        .output("y")
                        .graphUnchecked(),
                Map.of());
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Neg", "x", "s")
                        .node(call("first", "Outer", List.of("s"), List.of("h")))
                        .node(call("second", "Outer", List.of("h"), List.of("y")))
                        .output("y"),
                inner,
                outer);
        Model result = inlined(model);
        Equivalence.assertEquivalent(model, result);
        assertThat(result.graph())
                .hasOperators(
                        "Neg", "Sigmoid", "Mul", "Sigmoid", "Mul", "Add", "Sigmoid", "Mul", "Sigmoid", "Mul", "Add");
        Assertions.assertThat(result.graph().nodes().get(1).name()).isEqualTo("first/a/sigmoid0");
    }

    @Test
    void attributesComeFromTheCallOrTheDefaultOrNowhere() {
        Attribute.Reference reference = new Attribute.Reference("slope", 1);
        Function leaky = function(
                "Leaky",
                body("x")
                        .node("LeakyRelu", "x", "y", "alpha", reference)
                        .output("y")
                        .graphUnchecked(),
                Map.of(),
                "slope");
        Function steep = function(
                "Steep",
                body("x")
                        .node("LeakyRelu", "x", "y", "alpha", reference)
                        .output("y")
                        .graphUnchecked(),
                Map.of("slope", Attribute.of(0.75f)));
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node(call("a", "Leaky", List.of("x"), List.of("a"), "slope", 0.5))
                        .node(call("b", "Leaky", List.of("x"), List.of("b")))
                        .node(call("c", "Steep", List.of("x"), List.of("c")))
                        .output("a")
                        .output("b")
                        .output("c"),
                leaky,
                steep);
        Model result = inlined(model);
        Equivalence.assertEquivalent(model, result);
        List<Node> nodes = result.graph().nodes();
        Assertions.assertThat(nodes.get(0).attribute("alpha")).contains(Attribute.of(0.5f));
        Assertions.assertThat(nodes.get(1).attributes()).isEmpty();
        Assertions.assertThat(nodes.get(2).attribute("alpha")).contains(Attribute.of(0.75f));
    }

    @Test
    void optionalInputsAndOutputsThatAreLeftOut() {
        Function bounded = function(
                "Bounded",
                body("x")
                        .input("low", DataType.FLOAT)
                        .input("high", DataType.FLOAT)
                        .node("Clip", "x low high", "y")
                        .node("Neg", "y", "z")
                        .output("y")
                        .output("z")
                        .graphUnchecked(),
                Map.of());
        Model result = inlined(model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("zero", Tensor.ofFloats(new long[0], 0f))
                        .node(call("a", "Bounded", List.of("x", "zero"), List.of("a")))
                        .node(call("b", "Bounded", List.of("x", "", "zero"), List.of("", "b")))
                        .output("a")
                        .output("b"),
                bounded));
        Assertions.assertThat(result.graph().nodes().get(0).inputs()).containsExactly("x", "zero", "");
        Assertions.assertThat(result.graph().nodes().get(2).inputs()).containsExactly("x", "", "zero");
    }

    @Test
    void anInputThatIsAnOutput() {
        Function pass = function("Pass", body("x").output("x").graphUnchecked(), Map.of());
        Model result = inlined(model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node(call("a", "Pass", List.of("x"), List.of("y")))
                        .output("y"),
                pass));
        assertThat(result.graph()).hasOperators("Identity");
    }

    @Test
    void callsInBranchesAndBranchesInFunctions() {
        Graph yes = Graphs.model("then").node("Add", "x k", "t").output("t").graphUnchecked();
        Graph no = Graphs.model("else").node("Sub", "x k", "e").output("e").graphUnchecked();
        Function choice = function(
                "Choice",
                body("x")
                        .input("c", DataType.BOOL)
                        .node("Abs", "x", "k")
                        .node("If", "c", "y", "then_branch", yes, "else_branch", no)
                        .output("y")
                        .graphUnchecked(),
                Map.of());
        Graph calls = Graphs.model("then")
                .node(call("in", "Choice", List.of("v", "c"), List.of("h")))
                .output("h")
                .graphUnchecked();
        Graph other = Graphs.model("else").node("Neg", "v", "o").output("o").graphUnchecked();
        Model model = model(
                Graphs.model("m")
                        .input("v", DataType.FLOAT, 2, 3)
                        .input("c", DataType.BOOL)
                        .node(call("out", "Choice", List.of("v", "c"), List.of("k")))
                        .node("If", "c", "i", "then_branch", calls, "else_branch", other)
                        .node("Add", "k i", "y")
                        .output("y"),
                choice);
        Model result = inlined(model);
        Equivalence.assertEquivalent(model, result, 2, 4);
        assertThat(result.graph()).hasOperators("Abs", "If", "If", "Add");
    }

    @Test
    void functionsThatNobodyCallsGo() {
        Function unused =
                function("Unused", body("x").node("Relu", "x", "y").output("y").graphUnchecked(), Map.of());
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node("Neg", "x", "y")
                        .output("y"),
                unused);
        assertThat(inlined(model).graph()).hasOperators("Neg");
        Assertions.assertThat(Optimizer.optimize(model, OptimizerOptions.mission())
                        .model()
                        .functions())
                .isEmpty();
    }

    @Test
    void tooManyArguments() {
        Function one =
                function("One", body("x").node("Relu", "x", "y").output("y").graphUnchecked(), Map.of());
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node(call("a", "One", List.of("x", "x"), List.of("y")))
                        .output("y"),
                one);
        Assertions.assertThatThrownBy(() -> inlined(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(
                        "node 'a' (One)", "it has 2 inputs and 1 outputs, but the function my.One has 1 and 1");
    }

    /** Each function calls the next one twice: 40 of them ask for a million million nodes. */
    @Test
    @Timeout(60)
    void callsThatMultiply() {
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            functions.add(function(
                    "F" + i,
                    body("x")
                            .node(call("a", "F" + (i + 1), List.of("x"), List.of("h")))
                            .node(call("b", "F" + (i + 1), List.of("h"), List.of("y")))
                            .output("y")
                            .graphUnchecked(),
                    Map.of()));
        }
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node(call("top", "F0", List.of("x"), List.of("y")))
                        .output("y"),
                functions.toArray(Function[]::new));
        Assertions.assertThatThrownBy(() -> inlined(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("with its functions in place, the model has more than");
    }

    /** Ten thousand functions, each calling the next one, need no deep stack. */
    @Test
    @Timeout(60)
    void aLongChainOfCalls() {
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            functions.add(function(
                    "F" + i,
                    body("x")
                            .node(call("inner", "F" + (i + 1), List.of("x"), List.of("y")))
                            .output("y")
                            .graphUnchecked(),
                    Map.of()));
        }
        functions.add(
                function("F10000", body("x").node("Relu", "x", "y").output("y").graphUnchecked(), Map.of()));
        Model model = model(
                Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node(call("top", "F0", List.of("x"), List.of("y")))
                        .output("y"),
                functions.toArray(Function[]::new));
        assertThat(inlined(model).graph()).hasOperators("Relu");
    }
}
