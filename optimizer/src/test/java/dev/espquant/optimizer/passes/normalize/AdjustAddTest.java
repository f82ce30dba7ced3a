package dev.espquant.optimizer.passes.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AdjustAddTest {
    private final PassTester.Given tester = PassTester.of(new AdjustAdd());

    @Test
    void putsTheConstantSecond() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Graphs.ramp(3))
                                .node("Add", "c x", "y")
                                .output("y")
                                .build())
                        .fires(1)
                        .nodes()
                        .get(0)
                        .inputs())
                .containsExactly("x", "c");
    }

    @Test
    void staysIfItIsThereOrBothAre() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Graphs.ramp(3))
                        .node("Add", "c c", "d")
                        .node("Add", "x d", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
