package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElementwiseTranslatorsTest {

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 4);
    }

    private static EspdlGraph lower(Graphs model) {
        return Lowered.of(model.output("y").build()).graph();
    }

    /** Sums take constants at the exponent of their result, products at one of their own. */
    @Test
    void constantOperandsAreIntegers() {
        Graphs sum = model().initializer("c", Tensor.ofFloats(new long[] {4}, 1, -0.5f, 0.25f, 20));
        assertThat(lower(sum.node("Add", "x c", "y"))
                        .initializer("c")
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(16, -8, 4, 127);
        Graphs product = model().initializer("c", Tensor.ofFloats(new long[] {4}, 1, -0.5f, 0.25f, 0));
        EspdlGraph graph = lower(product.node("Mul", "x c", "y"));
        assertThat(graph.initializer("c").orElseThrow().exponent()).isEqualTo(-6);
        assertThat(graph.initializer("c").orElseThrow().elements().toLongs()).containsExactly(64, -32, 16, 0);
    }

    @Test
    void attributesAreWrittenOut() {
        assertThat(lower(model().node("LeakyRelu", "x", "y")).nodes().get(0).floatAttribute("alpha", 0))
                .isEqualTo(0.01f);
        Node hard = lower(model().node("HardSigmoid", "x", "y")).nodes().get(0);
        assertThat(hard.floatAttribute("alpha", 0)).isEqualTo(0.2f);
        assertThat(hard.floatAttribute("beta", 0)).isEqualTo(0.5f);
    }

    @Test
    void theLargerOfAValueAndANumberIsAClip() {
        EspdlGraph graph = lower(
                model().initializer("c", Tensor.ofFloats(new long[0], 0.5f)).node("Max", "c x", "y"));
        assertThat(graph.nodes().get(0).opType()).isEqualTo("Clip");
        assertThat(graph.nodes().get(0).floatAttribute("min", 0)).isEqualTo(0.5f);
    }

    @Test
    void oneSlopeForAllIsALeakyRelu() {
        EspdlGraph graph = lower(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 2, 2)
                .initializer("a", Tensor.ofFloats(new long[] {1}, 0.25f))
                .node("PRelu", "x a", "y"));
        assertThat(graph.nodes().get(0).opType()).isEqualTo("LeakyRelu");
        assertThat(graph.nodes().get(0).floatAttribute("alpha", 0)).isEqualTo(0.25f);
    }

    @Test
    void comparisonsReadOneExponentAndGiveTruths() {
        EspdlGraph graph = Lowered.of(model().input("z", DataType.FLOAT, 1, 4)
                        .initializer("c", Tensor.ofFloats(new long[] {1}, 20))
                        .node("Greater", "x c", "t")
                        .node("Less", "x z", "u")
                        .node("And", "t u", "y")
                        .output("y", DataType.BOOL, 1, 4)
                        .build())
                .with("z", TableEntry.of(-6))
                .graph();
        assertThat(graph.nodes().stream().map(Node::opType))
                .containsExactly("RequantizeLinear", "Greater", "RequantizeLinear", "Less", "And");
        // 20 needs -2 in 8 bits; x is converted to it, z to the exponent of x.
        Node greater = graph.nodes().get(1);
        assertThat(graph.value(greater.inputs().get(0)).orElseThrow().exponent())
                .isEqualTo(-2);
        assertThat(graph.initializer(greater.inputs().get(1))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(80);
        assertThat(graph.value("y").orElseThrow().type().elementType()).contains(DataType.BOOL);
        assertThat(graph.nodes().get(4).textAttribute("quant_type", "")).isEqualTo("S8");
    }

    /** QuickGelu with alpha 1 is Swish; FastGelu approximates Gelu by tanh. */
    @Test
    void operatorsOfOnnxRuntimeGetTheRuntimesNames() {
        Node quick = microsoft("QuickGelu", "x", "q", Map.of("alpha", Attribute.of(1f)));
        Node fast = microsoft("FastGelu", "q", "y", Map.of());
        Model model = model().node(quick)
                .node(fast)
                .valueInfo("q", DataType.FLOAT, 1, 4)
                .output("y", DataType.FLOAT, 1, 4)
                .build();
        EspdlGraph graph = Lowered.of(model).graph();
        assertThat(graph.nodes().get(0).opType()).isEqualTo("Swish");
        assertThat(graph.nodes().get(0).domain()).isEmpty();
        assertThat(graph.nodes().get(1).opType()).isEqualTo("LUT");
        assertThat(graph.nodes().get(1).textAttribute("original_op_type", "")).isEqualTo("Gelu");
    }

    private static Node microsoft(String opType, String input, String output, Map<String, Attribute> attributes) {
        Node node = Node.of(opType, opType, List.of(input), List.of(output), attributes);
        return new Node(
                node.name(),
                opType,
                StandardOperator.MICROSOFT,
                node.inputs(),
                node.outputs(),
                node.attributes(),
                node.docString(),
                node.unknownFields());
    }
}
