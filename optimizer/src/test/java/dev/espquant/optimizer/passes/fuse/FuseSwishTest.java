package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.StandardOperator;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FuseSwishTest {
    private final PassTester.Given tester = PassTester.of(new FuseSwish());

    @Property(tries = 10, seed = "2026")
    void joinsGateAndProduct(
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 4) Integer> sizes, @ForAll boolean gateFirst) {
        Graph graph = tester.given(Graphs.model("m")
                        .input(
                                "x",
                                DataType.FLOAT,
                                sizes.stream().mapToLong(s -> s).toArray())
                        .node("Sigmoid", "x", "g")
                        .node("Mul", gateFirst ? "g x" : "x g", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph.nodes()).hasSize(1);
        assertThat(StandardOperator.of(graph.nodes().get(0))).contains("Swish");
    }

    @Test
    void importsTheOperatorSetThatItNeeds() {
        OptimizedModel result = Optimizer.optimize(silu(), OptimizerOptions.passes("fuse_swish"));
        assertThat(result.model().opsets()).containsEntry("", 13L).containsEntry("com.microsoft", 1L);
    }

    @Test
    void staysUnlessSomebodyWantsIt() {
        assertThat(Optimizer.optimize(silu(), OptimizerOptions.full()).model()).hasOperators("Sigmoid", "Mul");
    }

    @Test
    void staysForOtherGatesAndReaders() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .input("z", DataType.FLOAT, 2, 3)
                        .node("Sigmoid", "x", "g")
                        .node("Mul", "z g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Sigmoid", "x", "g")
                        .node("Mul", "x g", "y")
                        .output("y")
                        .output("g")
                        .build())
                .doesNotFire();
    }

    private static Model silu() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .node("Sigmoid", "x", "g")
                .node("Mul", "x g", "y")
                .output("y")
                .build();
    }
}
