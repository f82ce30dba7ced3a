package dev.espquant.ir.shape;

import static dev.espquant.ir.DataType.FLOAT;
import static dev.espquant.ir.DataType.INT64;
import static dev.espquant.ir.shape.NodeTester.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
    private static final String IMAGES = "float[N,3,8,8]";

    private static Shape shape(String type) {
        return parse(type).shape().orElseThrow();
    }

    private static Graphs classifier() {
        return Graphs.model("classifier")
                .input("x", FLOAT, shape(IMAGES))
                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                .initializer("fc", Graphs.ramp(144, 10))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "r")
                .node("Flatten", "r", "f")
                .node("Gemm", "f fc", "y");
    }

    private static String type(Model model, String value) {
        return model.graph().tensorType(value).map(Object::toString).orElse("nothing");
    }

    @Test
    void fillsIntermediatesAndOutputs() {
        Model model = ShapeInference.infer(classifier().output("y").build());
        assertThat(model.graph().valueInfos().keySet()).containsExactly("c", "r", "f");
        assertThat(type(model, "r")).isEqualTo("float[N,4,6,6]");
        assertThat(type(model, "f")).isEqualTo("float[N,144]");
        assertThat(type(model, "y")).isEqualTo("float[N,10]");
        assertThat(ShapeInference.infer(model))
                .as("a second pass changes nothing")
                .isEqualTo(model);
    }

    @Test
    void nodesAndConstantsStayAsTheyAre() {
        Model model = classifier().output("y").build();
        Graph inferred = ShapeInference.infer(model).graph();
        assertThat(inferred.nodes()).isEqualTo(model.graph().nodes());
        assertThat(inferred.initializers()).isEqualTo(model.graph().initializers());
    }

    @Test
    void givenShapesBindSymbolsEverywhere() {
        Model model = classifier().output("y", parse("float[N,10]")).build();
        Model bound = ShapeInference.infer(model, Map.of("x", Shape.of(5, 3, 8, 8)));
        assertThat(type(bound, "x")).isEqualTo("float[5,3,8,8]");
        assertThat(type(bound, "f")).isEqualTo("float[5,144]");
        assertThat(type(bound, "y")).isEqualTo("float[5,10]");
    }

    @Test
    void aBoundSymbolHoldsForOtherInputs() {
        Model model = Graphs.model("two")
                .input("a", FLOAT, shape("float[N,2]"))
                .input("b", FLOAT, shape("float[N,3]"))
                .node("Concat", "a b", "y", "axis", 1)
                .output("y")
                .build();
        assertThat(type(ShapeInference.infer(model, Map.of("a", Shape.of(7, 2))), "b"))
                .isEqualTo("float[7,3]");
        assertThatThrownBy(() -> ShapeInference.infer(model, Map.of("a", Shape.of(7, 2), "b", Shape.of(8, 3))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'b'")
                .hasMessageContaining("the size 'N' has another value in another input");
    }

    @Test
    void givenShapesMustFit() {
        Model model = classifier().output("y").build();
        assertThatThrownBy(() -> ShapeInference.infer(model, Map.of("x", Shape.of(5, 3, 9, 8))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("the shape [5,3,9,8] does not fit the declared input float[N,3,8,8]");
        assertThatThrownBy(() -> ShapeInference.infer(model, Map.of("X1", Shape.of(5, 3, 8, 8))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'X1'")
                .hasMessageContaining("did you mean 'x'?");
    }

    @Test
    void wrongAnnotationsAreCorrected() {
        Model model = classifier().valueInfo("r", FLOAT, 1, 4, 5, 5).output("y").build();
        assertThat(type(ShapeInference.infer(model), "r")).isEqualTo("float[N,4,6,6]");
    }

    @Test
    void annotationsFillInWhatNobodyKnows() {
        Model model = Graphs.model("custom")
                .input("x", FLOAT, 2, 3)
                .node(custom("x", "a"))
                .node("Relu", "a", "b")
                .node(custom("b", "c"))
                .valueInfo("a", FLOAT, 2, 7)
                .output("c", FLOAT, 5)
                .build();
        Model inferred = ShapeInference.infer(model);
        assertThat(type(inferred, "b")).isEqualTo("float[2,7]");
        assertThat(type(inferred, "c")).isEqualTo("float[5]");
    }

    @Test
    void unknownOperatorsAreNoError() {
        Model model = Graphs.model("custom")
                .input("x", FLOAT, 2, 3)
                .node(custom("x", "a"))
                .node("Relu", "a", "y")
                .output("y")
                .build();
        assertThat(ShapeInference.infer(model)).isEqualTo(model);
    }

    private static Node custom(String input, String output) {
        Node node = Node.of("custom_" + output, "Magic", List.of(input), List.of(output));
        return new Node(
                node.name(),
                node.opType(),
                "my.domain",
                node.inputs(),
                node.outputs(),
                node.attributes(),
                "",
                Opaque.empty());
    }

    @Test
    void declaredOutputsAreAPromise() {
        assertThatThrownBy(() -> ShapeInference.infer(
                        classifier().output("y", FLOAT, 1, 11).build()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'gemm3' (Gemm)")
                .hasMessageContaining("value 'y'")
                .hasMessageContaining("declares its output as float[1,11], but the nodes compute float[N,10]");
        Model fixedBatch = classifier().output("y", FLOAT, 1, 10).build();
        assertThat(type(ShapeInference.infer(fixedBatch), "y"))
                .as("the batch is free whatever the exporter's run had")
                .isEqualTo("float[N,10]");
        Model otherName = classifier().output("y", parse("float[unk__7,10]")).build();
        assertThat(type(ShapeInference.infer(otherName), "y")).isEqualTo("float[N,10]");
    }

    @Test
    void annotationsKeepTheirText() {
        ValueInfo described = new ValueInfo("c", parse("float[?,?,?,?]"), "features", Opaque.empty());
        Model model = classifier().output("y").build();
        Graph graph =
                model.graph().toBuilder().valueInfos(Map.of("c", described)).build();
        ValueInfo inferred = ShapeInference.infer(model.withGraph(graph))
                .graph()
                .valueInfos()
                .get("c");
        assertThat(inferred).isEqualTo(described.withType(parse("float[N,4,6,6]")));
    }

    /** {@code x.view(x.size(0), -1)} and {@code x.view(b, c // 2, -1)} as PyTorch exports them. */
    @Test
    void computedReshapesOfPyTorch() {
        Model model = Graphs.model("view")
                .input("x", FLOAT, shape("float[N,6,4,5]"))
                .initializer("zero", scalar(0))
                .initializer("one", scalar(1))
                .initializer("two", scalar(2))
                .initializer("axis", Tensor.vector(0))
                .initializer("rest", Tensor.vector(-1))
                .node("Shape", "x", "s")
                .node("Gather", "s zero", "batch", "axis", 0)
                .node("Gather", "s one", "channels", "axis", 0)
                .node("Div", "channels two", "half")
                .node("Unsqueeze", "batch axis", "b")
                .node("Unsqueeze", "half axis", "h")
                .node("Concat", "b h rest", "target", "axis", 0)
                .node("Reshape", "x target", "y")
                .output("y")
                .build();
        assertThat(type(ShapeInference.infer(model), "y")).isEqualTo("float[N,3,40]");
    }

    /** {@code F.interpolate(x, scale_factor=2)} as older PyTorch exports it, with sizes computed in floating point. */
    @Test
    void computedSizesOfInterpolate() {
        Model model = Graphs.model("interpolate")
                .input("x", FLOAT, shape("float[N,3,7,W]"))
                .initializer("scales", Tensor.ofFloats(new long[] {2}, 2f, 2f))
                .initializer("from", Tensor.vector(2))
                .initializer("to", Tensor.vector(4))
                .initializer("first", Tensor.vector(0))
                .node("Shape", "x", "s")
                .node("Slice", "s from to", "spatial")
                .node("Cast", "spatial", "real", "to", 1)
                .node("Mul", "real scales", "scaled")
                .node("Floor", "scaled", "floored")
                .node("Cast", "floored", "sizes", "to", 7)
                .node("Slice", "s first from", "outer")
                .node("Concat", "outer sizes", "all", "axis", 0)
                .node("Resize", "x - - all", "y")
                .output("y")
                .build();
        assertThat(type(ShapeInference.infer(model), "y")).isEqualTo("float[N,3,14,2*W]");
    }

    /** {@code F.pad} as PyTorch exports it: the padding is filled up with zeros, reversed and transposed. */
    @Test
    void computedPaddingOfPyTorch() {
        Model model = Graphs.model("pad")
                .input("x", FLOAT, shape("float[N,3,8,9]"))
                .initializer("pads", Tensor.vector(1, 2, 3, 4))
                .initializer("missing", Tensor.vector(4))
                .initializer("pairs", Tensor.vector(-1, 2))
                .initializer("flat", Tensor.vector(-1))
                .initializer("axis", Tensor.vector(0))
                .initializer("end", Tensor.vector(-Long.MAX_VALUE))
                .node("ConstantOfShape", "missing", "zeros", "value", Tensor.vector(0))
                .node("Concat", "pads zeros", "all", "axis", 0)
                .node("Reshape", "all pairs", "rows")
                .node("Slice", "rows flat end axis flat", "reversed")
                .node("Transpose", "reversed", "columns", "perm", new long[] {1, 0})
                .node("Reshape", "columns flat", "list")
                .node("Cast", "list", "final", "to", 7)
                .node("Pad", "x final", "y")
                .output("y")
                .build();
        assertThat(type(ShapeInference.infer(model), "y")).isEqualTo("float[N,3,15,12]");
    }

    /** {@code x.expand(n, -1)} as PyTorch exports it. */
    @Test
    void computedExpandOfPyTorch() {
        Model model = Graphs.model("expand")
                .input("x", FLOAT, shape("float[1,T]"))
                .input("ids", INT64, shape("int64[N,T]"))
                .initializer("minus", Tensor.vector(-1))
                .initializer("first", Tensor.vector(0))
                .initializer("second", Tensor.vector(1))
                .initializer("two", Tensor.vector(2))
                .node("Shape", "ids", "s")
                .node("Slice", "s first second", "n")
                .node("Concat", "n minus", "wanted", "axis", 0)
                .node("ConstantOfShape", "two", "ones", "value", Tensor.vector(1))
                .node("Mul", "ones minus", "negative")
                .node("Equal", "wanted negative", "keep")
                .node("Where", "keep ones wanted", "target")
                .node("Expand", "x target", "y")
                .output("y")
                .build();
        assertThat(type(ShapeInference.infer(model), "y")).isEqualTo("float[N,T]");
    }

    /** A time-distributed layer: batch and time are joined, a layer is applied, and they come apart again. */
    @Test
    void joinedAxesComeApart() {
        Model model = Graphs.model("time")
                .input("x", FLOAT, shape("float[N,4,6]"))
                .initializer("w", Graphs.ramp(6, 5))
                .initializer("join", Tensor.vector(-1, 6))
                .initializer("part", Tensor.vector(-1, 4, 5))
                .node("Reshape", "x join", "rows")
                .node("MatMul", "rows w", "m")
                .node("Reshape", "m part", "y")
                .output("y")
                .build();
        Model inferred = ShapeInference.infer(model);
        assertThat(type(inferred, "m")).isEqualTo("float[4*N,5]");
        assertThat(type(inferred, "y")).isEqualTo("float[N,4,5]");
    }

    private static Tensor scalar(long value) {
        return Tensor.ofLongs(new long[0], value);
    }
}
