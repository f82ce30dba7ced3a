package dev.espquant.optimizer.passes.layout;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelTransposesTest {
    private static final long[] LAST = {0, 2, 3, 1};
    private static final long[] FIRST = {0, 3, 1, 2};

    private final PassTester.Given tester = PassTester.of(new CancelTransposes());

    @ParameterizedTest
    @CsvSource({
        "Relu,t,,",
        "Add,t one,,",
        "Add,row t,,",
        "Mul,t grid,,",
        "PRelu,t row,,",
        "Concat,t t,axis,3",
        "Concat,t constant,axis,-1",
        "Softmax,t,axis,-1",
        "Softmax,t,axis,1",
        "LpNormalization,t,axis,3",
        "Pad,t pads,,",
        "Slice,t starts ends axes,,",
        "Slice,t starts ends,,",
        "Tile,t repeats,,",
        "ReduceMean,t,axes,2",
        "ReduceMax,t,axes,-1",
        "Resize,t - scales,,",
        "Resize,t - - sizes,,"
    })
    void movesOneOperatorBetweenTransposes(String opType, String inputs, String attribute, Long value) {
        Graphs model = model().node("Transpose", "x", "t", "perm", LAST);
        Object[] attributes = attribute == null
                ? new Object[0]
                : new Object[] {attribute, attribute.equals("axes") ? new long[] {value} : value};
        Graph graph = tester.given(model.node(opType, inputs, "r", attributes)
                        .node("Transpose", "r", "u", "perm", FIRST)
                        .node("Abs", "u", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators(opType, "Abs");
    }

    @Test
    void movesAResidualBlockAndItsBranches() {
        Graph graph = tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                        .node("Relu", "t", "r")
                        .node("Transpose", "r", "u", "perm", FIRST)
                        .node("MaxPool", "u", "c", "kernel_shape", new long[] {1, 1})
                        .node("Transpose", "c", "v", "perm", LAST)
                        .node("Add", "v r", "s")
                        .node("Transpose", "s", "y", "perm", FIRST)
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Relu", "MaxPool", "Add").hasOutputs("y");
    }

    @Test
    void dropsTransposesWhereReductionsLeaveNothingToOrder() {
        assertThat(tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                                .node("Relu", "t", "r")
                                .node("ReduceMean", "r", "y", "axes", new long[] {1, 2}, "keepdims", 0)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu", "ReduceMean");
        assertThat(tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                                .node("ArgMax", "t", "y", "axis", -1, "keepdims", 0)
                                .output("y", DataType.INT64, 2, 4, 5)
                                .build())
                        .fires(1))
                .hasOperators("ArgMax");
    }

    @Test
    void splitsInTheOtherOrder() {
        assertThat(tester.given(model().initializer("parts", Tensor.vector(1, 2))
                                .node("Transpose", "x", "t", "perm", LAST)
                                .node("Split", "t parts", "a b", "axis", 3)
                                .node("Transpose", "a", "y", "perm", FIRST)
                                .node("Transpose", "b", "z", "perm", FIRST)
                                .output("y")
                                .output("z")
                                .build())
                        .fires(1))
                .hasOperators("Split");
    }

    @Test
    void keepsTheOrderThatOthersExpect() {
        Graph graph = tester.given(model().input("z", DataType.FLOAT, 2, 3, 4, 5)
                        .node("Transpose", "x", "t", "perm", LAST)
                        .node("Transpose", "z", "w", "perm", LAST)
                        .node("Add", "t w", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Add", "Transpose").hasOutputs("y");
    }

    @Test
    void joinsOrdersThatDoNotCancel() {
        Graph graph = tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                        .node("Relu", "t", "r")
                        .node("Transpose", "r", "u", "perm", new long[] {0, 2, 1, 3})
                        .node("Abs", "u", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Relu", "Transpose", "Abs");
    }

    @Test
    void staysWhereNothingIsGained() {
        tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                        .node("Relu", "t", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("Transpose", "x", "t", "perm", LAST)
                        .node("Relu", "t", "r")
                        .node("Transpose", "r", "u", "perm", FIRST)
                        .node("Abs", "u", "y")
                        .output("y")
                        .output("r")
                        .output("t")
                        .build())
                .doesNotFire();
    }

    /** Whatever a graph of movable nodes and transposes looks like, its meaning stays, it does not grow, and the pass comes to an end. */
    @Property(tries = 40, seed = "2026")
    void holdsForAnyGraph(@ForAll long seed) {
        Model model = ShapeInference.infer(random(new Random(seed)));
        Graph graph = model.graph();
        Model result = Optimizer.optimize(model, OptimizerOptions.passes("cancel_transposes"))
                .model();
        Equivalence.assertEquivalent(model, result);
        assertThat(result.graph().nodes().size())
                .isLessThanOrEqualTo(graph.nodes().size());
        assertThat(new CancelTransposes().apply(result.graph(), PassContext.of(result)))
                .isSameAs(result.graph());
    }

    private static Model random(Random random) {
        Graphs model = Graphs.model("m")
                .input("v0", DataType.FLOAT, 2, 2, 2, 2)
                .input("v1", DataType.FLOAT, 2, 2, 2, 2)
                .initializer("c", Graphs.ramp(2, 1));
        int values = 2;
        for (int i = 0; i < 12; i++) {
            String a = "v" + random.nextInt(values);
            String b = "v" + random.nextInt(values);
            String out = "v" + values++;
            switch (random.nextInt(7)) {
                case 0 -> model.node("Relu", a, out);
                case 1 -> model.node("Add", a + " " + b, out);
                case 2 -> model.node("Mul", a + " c", out);
                case 3 -> model.node("Softmax", a, out, "axis", random.nextInt(4));
                case 4 -> model.node("Transpose", a, out, "perm", new long[] {0, 1, 3, 2});
                default -> model.node("Transpose", a, out, "perm", random.nextBoolean() ? LAST : FIRST);
            }
        }
        return model.output("v" + (values - 1))
                .output("v" + (values - 2))
                .output("v" + (values - 5))
                .build();
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                .initializer("one", Tensor.ofFloats(new long[0], 1))
                .initializer("row", Graphs.ramp(3))
                .initializer("grid", Graphs.ramp(4, 5, 1))
                .initializer("constant", Graphs.ramp(2, 4, 5, 2))
                .initializer("pads", Tensor.vector(0, 1, 2, 0, 0, 0, 1, 3))
                .initializer("starts", Tensor.vector(0, 1))
                .initializer("ends", Tensor.vector(1, 3))
                .initializer("axes", Tensor.vector(-1, 1))
                .initializer("repeats", Tensor.vector(1, 2, 1, 3))
                .initializer("scales", Tensor.ofFloats(new long[] {4}, 1, 2, 2, 1))
                .initializer("sizes", Tensor.vector(2, 8, 15, 3));
    }
}
