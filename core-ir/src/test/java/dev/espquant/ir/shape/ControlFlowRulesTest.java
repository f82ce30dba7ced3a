package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ControlFlowRulesTest {
    private static Graph branch(long... sizes) {
        return Graphs.model("branch")
                .initializer("c", Graphs.ramp(sizes))
                .node("Relu", "c", "r")
                .output("r")
                .graphUnchecked();
    }

    @Test
    void branchesAgreeOrStayOpen() {
        assertThat(node("If")
                        .input("bool[]")
                        .with("then_branch", branch(2, 3), "else_branch", branch(2, 4))
                        .type())
                .isEqualTo("float[2,?]");
        assertThat(node("If")
                        .input("bool[]")
                        .with("then_branch", branch(2, 3), "else_branch", branch(2))
                        .type())
                .isEqualTo("float[...]");
    }

    @Test
    void aKnownConditionTakesItsBranch() {
        assertThat(node("If")
                        .constant(Tensor.ofLongs(new long[0], 0))
                        .with("then_branch", branch(2, 3), "else_branch", branch(2, 4))
                        .type())
                .isEqualTo("float[2,4]");
    }

    @Test
    void branchesReadTheGraphAround() {
        Graph reads = Graphs.model("reads")
                .node("Relu", "x0", "a")
                .node("Transpose", "a", "r")
                .output("r")
                .graphUnchecked();
        assertThat(node("If")
                        .input("bool[N,3]")
                        .with("then_branch", reads, "else_branch", reads)
                        .type())
                .isEqualTo("bool[3,N]");
    }

    /** i, condition, carried -> condition, carried with 2 more columns, the carried value as it was. */
    private static Graph growingBody() {
        return Graphs.model("body")
                .input("i", DataType.INT64, Shape.of())
                .input("go", DataType.BOOL, Shape.of())
                .input("state", NodeTester.parse("float[4,?]").elementType().orElseThrow(), Shape.of(4, 2))
                .initializer("more", Graphs.ramp(4, 2))
                .node("Identity", "go", "again")
                .node("Concat", "state more", "grown", "axis", 1)
                .node("Relu", "more", "scanned")
                .output("again", DataType.BOOL)
                .output("grown")
                .output("scanned")
                .graphUnchecked();
    }

    @Test
    void loopsKeepWhatEveryIterationKeeps() {
        assertThat(node("Loop")
                        .outputs(2)
                        .scalar(7)
                        .absent()
                        .input("float[4,2]")
                        .with("body", growingBody())
                        .types())
                .as("the carried value grows, one scanned value comes of each of 7 iterations")
                .containsExactly("float[4,?]", "float[7,4,2]");
        assertThat(node("Loop")
                        .outputs(2)
                        .scalar(7)
                        .input("bool[]", "float[4,2]")
                        .with("body", growingBody())
                        .types())
                .as("a condition may end it early")
                .containsExactly("float[4,?]", "float[?,4,2]");
    }

    @Test
    void scansSliceAndStack() {
        Graph body = Graphs.model("body")
                .input("state", DataType.FLOAT, Shape.of())
                .input(
                        "step",
                        DataType.FLOAT,
                        NodeTester.parse("float[?]").shape().orElseThrow())
                .node("Identity", "state", "next")
                .node("Relu", "step", "out")
                .output("next")
                .output("out")
                .graphUnchecked();
        assertThat(node("Scan")
                        .outputs(2)
                        .input("float[]", "float[3,T]")
                        .with("num_scan_inputs", 1, "body", body, "scan_input_axes", new long[] {1})
                        .types())
                .containsExactly("float[]", "float[T,3]");
    }
}
