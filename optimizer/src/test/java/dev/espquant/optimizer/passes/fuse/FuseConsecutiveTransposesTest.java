package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveTransposesTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveTransposes());

    @Test
    void joinsTwo() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .node("Transpose", "x", "a", "perm", new long[] {0, 2, 3, 1})
                        .node("Transpose", "a", "p", "perm", new long[] {2, 1, 0, 3})
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Transpose", "Relu");
        assertThat(result.nodes().get(0).attributes()).containsEntry("perm", Attribute.ofInts(3, 2, 0, 1));
    }

    @Test
    void leavesTheFirstToOtherReaders() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Transpose", "x", "a", "perm", new long[] {1, 0})
                                .node("Transpose", "a", "y", "perm", new long[] {1, 0})
                                .output("y")
                                .output("a")
                                .build())
                        .fires(1))
                .hasOperators("Transpose", "Transpose");
    }

    @Test
    void staysAlone() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Transpose", "x", "p", "perm", new long[] {1, 0})
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
