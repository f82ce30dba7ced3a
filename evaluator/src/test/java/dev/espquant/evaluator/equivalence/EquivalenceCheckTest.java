package dev.espquant.evaluator.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquivalenceCheckTest {
    @Test
    void equalModelsAreEqual() {
        EquivalenceReport report = check(scaled(2)).compare(scaled(2));
        assertThat(report.isEquivalent()).isTrue();
        assertThat(report.worst().orElseThrow().largest()).isZero();
        assertThat(report.runs()).isEqualTo(2);
    }

    @Test
    void roundingIsForgivenAndMoreIsNot() {
        EquivalenceCheck check = check(scaled(2));
        assertThat(check.compare(scaled(2.00001f)).isEquivalent()).isTrue();
        assertThat(check.compare(scaled(2.001f)).isEquivalent()).isFalse();
        assertThatThrownBy(() -> check.require("pass 'p'", scaled(3)))
                .isInstanceOf(NotEquivalentException.class)
                .hasMessageContaining("pass 'p' changes what the model computes")
                .hasMessageContaining("output 'y'");
    }

    @Test
    void aModelThatDoesNotRunIsNotEqual() {
        Model broken = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .node("NoSuchOperator", "x", "y")
                .output("y")
                .buildUnchecked();
        assertThatThrownBy(() -> check(scaled(1)).require("pass 'p'", broken))
                .isInstanceOf(NotEquivalentException.class)
                .hasMessageContaining("cannot be computed");
    }

    @Test
    void indicesStayInsideTheTable() {
        Model lookup = Graphs.model("m")
                .input("i", DataType.INT64, 1, 50)
                .initializer("table", Graphs.ramp(2, 3))
                .initializer("axes", Tensor.vector(0))
                .node("Squeeze", "i axes", "flat")
                .node("Gather", "table flat", "y")
                .output("y")
                .build();
        assertThat(check(lookup).compare(lookup).isEquivalent()).isTrue();
    }

    @Test
    void openSizesGetNumbersThatRun() {
        Model pooled = Graphs.model("m")
                .input(
                        "x",
                        DataType.FLOAT,
                        Shape.of(List.of(
                                Dimension.named("N"), Dimension.of(1), Dimension.named("H"), Dimension.named("W"))))
                .initializer("w", Graphs.ramp(1, 1, 20, 20))
                .node("Conv", "x w", "y")
                .output("y")
                .build();
        assertThat(check(pooled).compare(pooled).isEquivalent()).isTrue();
    }

    @Test
    void whatCannotRunCannotBeVerified() {
        Model broken = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .node("NoSuchOperator", "x", "y")
                .output("y")
                .buildUnchecked();
        assertThatThrownBy(() -> check(broken)).isInstanceOf(GraphException.class);
    }

    @Test
    void integersMustBeEqual() {
        Model original = classes("ArgMax");
        assertThat(check(original).compare(original).isEquivalent()).isTrue();
        assertThat(check(original).compare(classes("ArgMin")).isEquivalent()).isFalse();
    }

    private static Model classes(String opType) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 4, 5)
                .node(opType, "x", "y", "axis", 1)
                .output("y", DataType.INT64, 4, 1)
                .build();
    }

    private static Model scaled(float factor) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .initializer("c", Tensor.ofFloats(new long[0], factor))
                .node("Mul", "x c", "y")
                .output("y")
                .build();
    }

    private static EquivalenceCheck check(Model original) {
        return EquivalenceCheck.of(original, EquivalenceOptions.DEFAULT);
    }
}
