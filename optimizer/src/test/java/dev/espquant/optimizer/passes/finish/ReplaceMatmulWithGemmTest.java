package dev.espquant.optimizer.passes.finish;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplaceMatmulWithGemmTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceMatmulWithGemm());

    @Property(tries = 14, seed = "2026")
    void multipliesRowsOfAnyRank(
            @ForAll @IntRange(min = 1, max = 4) int rank,
            @ForAll @IntRange(min = 1, max = 3) int weightsRank,
            @ForAll @IntRange(min = 1, max = 3) int columns) {
        long[] sizes =
                LongStream.range(0, rank).map(i -> i == rank - 1 ? 4 : i + 2).toArray();
        long[][] weights = {{4}, {4, columns}, {1, 4, columns}};
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, sizes)
                                .initializer("w", Graphs.ramp(weights[weightsRank - 1]))
                                .node("MatMul", "x w", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasNoOperator("MatMul");
    }

    @Test
    void takesTheBiasAlong() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4)
                                .initializer("w", Graphs.ramp(4, 5))
                                .initializer("b", Graphs.ramp(5))
                                .node("MatMul", "x w", "p")
                                .node("Add", "b p", "y")
                                .output("y")
                                .build())
                        .fires(2))
                .hasOperators("Reshape", "Gemm", "Reshape");
    }

    @Test
    void worksForAnyBatch() {
        assertThat(tester.given(Graphs.model("m")
                                .input(
                                        "x",
                                        DataType.FLOAT,
                                        Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4))))
                                .initializer("w", Graphs.ramp(4, 5))
                                .node("MatMul", "x w", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape", "Gemm", "Reshape");
    }

    @Test
    void staysForComputedOperandsAndUnlessAskedFor() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4)
                        .input("z", DataType.FLOAT, 2, 4, 3)
                        .node("MatMul", "x z", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        assertThat(Optimizer.optimize(
                                Graphs.model("m")
                                        .input("x", DataType.FLOAT, 2, 3, 4)
                                        .initializer("w", Graphs.ramp(4, 5))
                                        .node("MatMul", "x w", "y")
                                        .output("y")
                                        .build(),
                                OptimizerOptions.full())
                        .model())
                .hasOperators("MatMul");
    }
}
