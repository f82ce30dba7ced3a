package dev.espquant.optimizer.constants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.passes.normalize.FoldConstants;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operator of the table, against ONNX Runtime: a graph that computes it from constants means the same after folding. */
class ConstantOperatorsTest {
    private static final Tensor REALS = Graphs.ramp(2, 3, 4);
    private static final Tensor PARTS = Tensor.ofFloats(new long[] {2, 3}, -0.9f, -0.5f, 0, 0.25f, 0.5f, 0.9f);
    private static final Tensor POSITIVE = Tensor.ofFloats(new long[] {2, 3}, 0.1f, 0.5f, 1, 2, 3, 7.5f);
    private static final Tensor WHOLE = Tensor.ofLongs(new long[] {2, 3}, -7, -2, 0, 1, 5, 9);
    private static final Tensor ROW = Tensor.ofLongs(new long[] {3}, 2, 3, 4);
    private static final Tensor LOGIC = bools(2, 3, 1, 0, 1, 1, 0, 0);

    private record Case(String opType, List<Tensor> inputs, List<Object> attributes) {}

    private static Case of(String opType, Object... inputsAndAttributes) {
        List<Tensor> inputs = new ArrayList<>();
        int i = 0;
        while (i < inputsAndAttributes.length && inputsAndAttributes[i] instanceof Tensor tensor) {
            inputs.add(tensor);
            i++;
        }
        return new Case(opType, inputs, List.of(inputsAndAttributes).subList(i, inputsAndAttributes.length));
    }

    private static Stream<Case> elementwise() {
        Tensor odd = Tensor.ofFloats(new long[] {3}, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
        Stream<Case> plain = Stream.of(
                        "Abs",
                        "Atan",
                        "Ceil",
                        "Celu",
                        "Cos",
                        "Cosh",
                        "Elu",
                        "Exp",
                        "Floor",
                        "HardSigmoid",
                        "HardSwish",
                        "LeakyRelu",
                        "Mish",
                        "Neg",
                        "Relu",
                        "Round",
                        "Selu",
                        "Sigmoid",
                        "Sign",
                        "Sin",
                        "Sinh",
                        "Softplus",
                        "Softsign",
                        "Tan",
                        "Tanh",
                        "ThresholdedRelu")
                .map(name -> of(name, REALS));
        Stream<Case> special = Stream.of(
                of("Acos", PARTS),
                of("Asin", PARTS),
                of("Log", POSITIVE),
                of("Sqrt", POSITIVE),
                of("Reciprocal", POSITIVE),
                of("Elu", REALS, "alpha", 0.3f),
                of("LeakyRelu", REALS, "alpha", 0.3f),
                of("HardSigmoid", REALS, "alpha", 0.4f, "beta", 0.3f),
                of("Abs", WHOLE),
                of("Neg", WHOLE),
                of("Sign", WHOLE),
                of("Not", LOGIC),
                of("IsNaN", odd),
                of("IsInf", odd, "detect_negative", 0),
                of("IsInf", odd));
        return Stream.concat(plain, special);
    }

    private static Stream<Case> pairs() {
        Tensor column = Tensor.ofFloats(new long[] {2, 1}, 0.5f, -2);
        Tensor divisors = Tensor.ofLongs(new long[] {3}, 2, -3, 4);
        return Stream.of(
                of("Add", PARTS, column),
                of("Sub", PARTS, column),
                of("Mul", PARTS, column),
                of("Div", PARTS, column),
                of("Add", WHOLE, ROW),
                of("Sub", WHOLE, ROW),
                of("Mul", WHOLE, ROW),
                of("Div", WHOLE, divisors),
                of("Mod", WHOLE, divisors),
                of("Mod", WHOLE, divisors, "fmod", 1),
                of("Mod", PARTS, column, "fmod", 1),
                of("Pow", POSITIVE, column),
                of("Max", PARTS, column, PARTS),
                of("Min", PARTS, column, PARTS),
                of("Max", WHOLE, ROW),
                of("Sum", PARTS, column, POSITIVE),
                of("Mean", PARTS, column, POSITIVE),
                of("PRelu", PARTS, column),
                of("And", LOGIC, bools(1, 3, 1, 1, 0)),
                of("Or", LOGIC, bools(1, 3, 1, 1, 0)),
                of("Xor", LOGIC, bools(1, 3, 1, 1, 0)),
                of("BitwiseAnd", WHOLE, ROW),
                of("BitwiseOr", WHOLE, ROW),
                of("BitwiseXor", WHOLE, ROW),
                of("BitwiseNot", WHOLE),
                of("Equal", WHOLE, ROW),
                of("Greater", PARTS, column),
                of("GreaterOrEqual", WHOLE, ROW),
                of("Less", PARTS, column),
                of("LessOrEqual", WHOLE, ROW),
                of("Where", LOGIC, PARTS, column),
                of("Where", bools(1, 3, 1, 1, 0), WHOLE, ROW),
                of("Clip", REALS, scalar(-0.3f), scalar(0.4f)));
    }

    private static Stream<Case> moves() {
        return Stream.of(
                of("Flatten", REALS),
                of("Identity", REALS),
                of("Reshape", REALS, Tensor.vector(4, -1)),
                of("Squeeze", Graphs.ramp(1, 3, 1), Tensor.vector(0)),
                of("Unsqueeze", PARTS, Tensor.vector(0, 3)),
                of("Expand", PARTS, Tensor.vector(2, 1, 3)),
                of("ConstantOfShape", Tensor.vector(2, 3)),
                of("Transpose", REALS, "perm", new long[] {2, 0, 1}),
                of("Concat", REALS, REALS, "axis", 1),
                of("Gather", REALS, Tensor.ofLongs(new long[] {2, 1}, 2, -3), "axis", 1),
                of(
                        "Slice",
                        REALS,
                        Tensor.vector(0, -1),
                        Tensor.vector(2, -9),
                        Tensor.vector(0, 2),
                        Tensor.vector(1, -2)),
                of("Slice", REALS, Tensor.vector(1), Tensor.vector(Long.MAX_VALUE)),
                of("Slice", REALS, Tensor.vector(5), Tensor.vector(9), Tensor.vector(2)),
                of("Tile", PARTS, Tensor.vector(2, 3)),
                of("GatherElements", PARTS, Tensor.ofLongs(new long[] {2, 2}, 0, -1, 1, 2), "axis", 1),
                of("OneHot", ROW, Tensor.vector(5), Tensor.ofFloats(new long[] {2}, -1, 3)),
                of("OneHot", WHOLE, Tensor.vector(4), Tensor.ofFloats(new long[] {2}, 0, 1), "axis", 0),
                of("Trilu", REALS),
                of("Trilu", REALS, Tensor.ofLongs(new long[0], -1), "upper", 0),
                of("DepthToSpace", Graphs.ramp(1, 8, 2, 3), "blocksize", 2),
                of("DepthToSpace", Graphs.ramp(1, 8, 2, 3), "blocksize", 2, "mode", "CRD"),
                of("SpaceToDepth", Graphs.ramp(1, 2, 4, 6), "blocksize", 2));
    }

    private static Stream<Case> sums() {
        Stream<Case> reductions = Stream.of(
                        "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceMean")
                .flatMap(name -> Stream.of(
                        of(name, REALS, "axes", new long[] {0, -1}),
                        of(name, REALS),
                        of(name, REALS, "axes", new long[] {1}, "keepdims", 0)));
        return Stream.concat(
                reductions,
                Stream.of(
                        of("ReduceLogSum", POSITIVE, "axes", new long[] {1}),
                        of("ReduceSum", REALS, Tensor.vector(0, -1)),
                        of("ReduceSum", WHOLE, Tensor.vector(1), "keepdims", 0),
                        of("ReduceSum", REALS, "noop_with_empty_axes", 1),
                        of("ReduceMax", WHOLE, "axes", new long[] {0}),
                        of("ArgMax", REALS, "axis", -1),
                        of("ArgMin", REALS, "axis", 1, "keepdims", 0),
                        of("ArgMax", Tensor.ofFloats(new long[] {4}, 1, 3, 3, 2), "select_last_index", 1),
                        of("MatMul", REALS, Graphs.ramp(2, 4, 5)),
                        of("MatMul", REALS, Graphs.ramp(4)),
                        of("MatMul", Graphs.ramp(3), REALS),
                        of("MatMul", Graphs.ramp(4), Graphs.ramp(4)),
                        of("MatMul", PARTS, Graphs.ramp(3, 4)),
                        of("Gemm", PARTS, Graphs.ramp(4, 3), Graphs.ramp(4), "transB", 1, "alpha", 0.5f, "beta", 2f),
                        of("Gemm", PARTS, POSITIVE, "transA", 1),
                        of("Cast", REALS, "to", DataType.INT64.onnxCode()),
                        of("Cast", WHOLE, "to", DataType.FLOAT.onnxCode()),
                        of("Cast", WHOLE, "to", DataType.BOOL.onnxCode()),
                        of("Cast", LOGIC, "to", DataType.DOUBLE.onnxCode()),
                        of("Cast", REALS, "to", DataType.DOUBLE.onnxCode()),
                        of("Cast", WHOLE, "to", DataType.INT32.onnxCode())));
    }

    private static Stream<Case> all() {
        return Stream.of(elementwise(), pairs(), moves(), sums()).flatMap(s -> s);
    }

    @TestFactory
    Stream<DynamicTest> foldsToWhatOnnxRuntimeComputes() {
        return all().map(c -> DynamicTest.dynamicTest(c.opType() + " of " + c.inputs(), () -> fold(c)));
    }

    private static final Set<String> SINCE_18 = Set.of("BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot", "Mish");

    /** Newer than the operator sets that these models are written in. */
    private static final Set<String> UNTESTED_HERE = Set.of("Swish");

    @Test
    void noOperatorOfTheTableIsLeftOut() {
        Set<String> tested = new HashSet<>(UNTESTED_HERE);
        all().forEach(c -> tested.add(c.opType()));
        assertThat(tested).containsExactlyInAnyOrderElementsOf(ConstantOperators.names());
    }

    @Test
    void computesSwishByItsDefinition() {
        assertThat(evaluate("Swish", Tensor.ofDoubles(new long[] {2}, 0, Math.log(3))))
                .singleElement()
                .satisfies(t -> assertThat(t.toDoubles()[1]).isCloseTo(0.75 * Math.log(3), offset(1e-12)));
    }

    @Test
    void leavesToTheRunWhatHasNoValue() {
        assertThat(evaluate("Div", Tensor.vector(1, 2), Tensor.vector(0, 1))).isEmpty();
        assertThat(evaluate("Div", Tensor.vector(Long.MIN_VALUE, 2), Tensor.vector(-1, 1)))
                .isEmpty();
        assertThat(evaluate("GatherElements", Tensor.vector(1, 2), Tensor.vector(2, 0)))
                .isEmpty();
        assertThat(evaluate("Gather", Tensor.vector(1, 2), Tensor.vector(2, 0))).isEmpty();
        assertThat(evaluate("NoSuchOperator", Tensor.vector(1, 2))).isEmpty();
        assertThat(evaluate("Add", Tensor.vector(1, 2))).isNotNull();
    }

    private static List<Tensor> evaluate(String opType, Tensor... inputs) {
        List<Optional<Tensor>> present = Stream.of(inputs).map(Optional::of).toList();
        Node node = Node.of("n", opType, List.of("a", "b").subList(0, inputs.length), List.of("y"));
        return new ConstantOperators()
                .evaluate(new ConstantCall(
                        node,
                        ImmutableList.copyOf(present),
                        ImmutableList.of(TensorType.of(inputs[0].type(), Shape.of(2))),
                        18));
    }

    /** The result meets a value of the run, as a float. */
    private static void fold(Case c) {
        Graphs model =
                Graphs.model("m").opset(SINCE_18.contains(c.opType()) ? 18 : 14).input("x", DataType.FLOAT, 1);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < c.inputs().size(); i++) {
            model.initializer("c" + i, c.inputs().get(i));
            names.append("c").append(i).append(' ');
        }
        Model built = model.node(
                        c.opType(), names.toString(), "k", c.attributes().toArray())
                .node("Cast", "k", "f", "to", DataType.FLOAT.onnxCode())
                .node("Add", "f x", "y")
                .output("y")
                .build();
        Graph result = PassTester.of(new FoldConstants()).given(built).fires(2);
        assertThat(result.nodes()).hasSize(1);
    }

    @Test
    void splitsIntoAllPieces() {
        Graph result = PassTester.of(new FoldConstants())
                .given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1)
                        .initializer("c", REALS)
                        .initializer("s", Tensor.vector(1, 3))
                        .node("Split", "c s", "a b", "axis", -1)
                        .node("Add", "a b", "k")
                        .node("Add", "k x", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result.nodes()).hasSize(1);
    }

    @Test
    void asksTheEvaluatorForTheRest() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1)
                .initializer("c", PARTS)
                .node("Erf", "c", "e")
                .node("Add", "e x", "y")
                .output("y")
                .build();
        NodeEvaluator knowsAll = call -> List.of(POSITIVE);
        OptimizerOptions options = OptimizerOptions.passes("infer_shapes", "fold_constants");
        assertThat(Optimizer.optimize(model, options).model().graph().nodes()).hasSize(2);
        Graph folded = Optimizer.optimize(model, options.withEvaluator(knowsAll))
                .model()
                .graph();
        assertThat(folded.initializer("e")).contains(POSITIVE);
        assertThat(folded.nodes()).hasSize(1);
    }

    private static Tensor scalar(float value) {
        return Tensor.ofFloats(new long[0], value);
    }

    private static Tensor bools(long rows, long columns, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Tensor.ofBytes(DataType.BOOL, new long[] {rows, columns}, ByteBuffer.wrap(bytes));
    }
}
