package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FuseAddBeforeConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseAddBeforeConv());

    @Property(tries = 12, seed = "2026")
    void addsToTheBias(
            @ForAll @IntRange(min = 1, max = 3) int group,
            @ForAll @IntRange(min = 1, max = 3) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int outputs,
            @ForAll boolean biased) {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, (long) group * inputs, 5, 6)
                                .initializer("w", Graphs.ramp((long) group * outputs, inputs, 3, 2))
                                .initializer("b", Graphs.ramp((long) group * outputs))
                                .initializer("a", Graphs.ramp(1, (long) group * inputs, 1, 1))
                                .node("Add", "x a", "s")
                                .node("Conv", biased ? "s w b" : "s w", "y", "group", group)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void staysIfTheConvolutionPads() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 5, 5)
                        .initializer("w", Graphs.ramp(2, 3, 3, 3))
                        .initializer("a", Graphs.ramp(3, 1, 1))
                        .node("Add", "x a", "s")
                        .node("Conv", "s w", "y", "pads", new long[] {1, 1, 1, 1})
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
