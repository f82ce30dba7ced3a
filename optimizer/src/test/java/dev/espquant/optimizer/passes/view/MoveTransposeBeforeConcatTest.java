package dev.espquant.optimizer.passes.view;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoveTransposeBeforeConcatTest {
    private final PassTester.Given tester = PassTester.of(new MoveTransposeBeforeConcat());

    @Test
    void stacksInTheOrderThatIsWanted() {
        Graph graph = tester.given(stack(new long[] {0, 2, 1, 3})).fires(1);
        assertThat(graph).hasOperators("Reshape", "Reshape", "Concat");
        assertThat(graph.nodes().get(2).intAttribute("axis", 0)).isEqualTo(2);
    }

    @Test
    void oneInputMayBeNew() {
        Graph graph = tester.given(model().input("c", DataType.FLOAT, Shape.of(dimensions(1, 8, 33)))
                        .node("Unsqueeze", "a one", "p")
                        .node("Concat", "p c", "q", "axis", -3)
                        .node("Transpose", "q", "y", "perm", new long[] {0, 2, 1, 3})
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Reshape", "Reshape", "Concat");
    }

    @Test
    void leavesWhatWouldMoveOrGrow() {
        tester.given(stack(new long[] {0, 3, 1, 2})).doesNotFire();
        tester.given(model().input("c", DataType.FLOAT, Shape.of(dimensions(1, 8, 33)))
                        .input("d", DataType.FLOAT, Shape.of(dimensions(1, 8, 33)))
                        .node("Concat", "c d", "q", "axis", 1)
                        .node("Transpose", "q", "y", "perm", new long[] {0, 2, 1, 3})
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model stack(long[] order) {
        return model().node("Unsqueeze", "a one", "p")
                .node("Unsqueeze", "b one", "q")
                .node("Concat", "p q", "s", "axis", 1)
                .node("Transpose", "s", "y", "perm", order)
                .output("y")
                .build();
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, Shape.of(dimensions(8, 33)))
                .input("b", DataType.FLOAT, Shape.of(dimensions(8, 33)))
                .initializer("one", Tensor.vector(1));
    }

    /** An open number of samples of the given sizes. */
    private static List<Dimension> dimensions(long... sizes) {
        List<Dimension> all = new ArrayList<>(List.of(Dimension.named("N")));
        for (long size : sizes) {
            all.add(Dimension.of(size));
        }
        return all;
    }
}
