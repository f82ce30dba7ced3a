package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EliminateNopFlattenTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopFlatten());

    @Test
    void goesOnAMatrix() {
        assertThat(tester.given(flatten(1, Dimension.of(2), Dimension.of(3))).fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesOnAMatrixOfUnknownSizes() {
        assertThat(tester.given(flatten(-1, Dimension.named("N"), Dimension.named("K")))
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesOnARowFlattenedFromTheStart() {
        assertThat(tester.given(flatten(0, Dimension.of(1), Dimension.of(3))).fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysWhereItMovesElements() {
        tester.given(flatten(0, Dimension.of(2), Dimension.of(3))).doesNotFire();
        tester.given(flatten(0, Dimension.named("N"), Dimension.of(3))).doesNotFire();
        tester.given(flatten(2, Dimension.of(1), Dimension.of(3))).doesNotFire();
    }

    @Test
    void staysOnOtherRanks() {
        tester.given(flatten(1, Dimension.of(2), Dimension.of(3), Dimension.of(4)))
                .doesNotFire();
        tester.given(flatten(1, Dimension.of(2))).doesNotFire();
    }

    private static Model flatten(long axis, Dimension... dimensions) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(dimensions)))
                .node("Flatten", "x", "f", "axis", axis)
                .node("Relu", "f", "y")
                .output("y")
                .build();
    }
}
