package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FuseMulBeforeConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseMulBeforeConv());

    @Property(tries = 16, seed = "2026")
    void scalesWeightsWhateverTheGeometry(
            @ForAll @IntRange(min = 1, max = 3) int group,
            @ForAll @IntRange(min = 1, max = 3) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int outputs,
            @ForAll @IntRange(min = 0, max = 2) int pad,
            @ForAll boolean transposed,
            @ForAll boolean scalar) {
        long[] weights = transposed
                ? new long[] {(long) group * inputs, outputs, 3, 3}
                : new long[] {(long) group * outputs, inputs, 3, 3};
        String conv = transposed ? "ConvTranspose" : "Conv";
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, (long) group * inputs, 5, 6)
                                .initializer("w", Graphs.ramp(weights))
                                .initializer("f", scalar ? Graphs.ramp() : Graphs.ramp((long) group * inputs, 1, 1))
                                .node("Mul", scalar ? "x f" : "f x", "m")
                                .node(conv, "m w", "y", "group", group, "pads", new long[] {pad, pad, pad, pad})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators(conv);
    }

    @Test
    void staysForOtherBroadcastsAndReaders() {
        Tensor weights = Graphs.ramp(2, 3, 3, 3);
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 1, 5, 5)
                        .initializer("w", weights)
                        .initializer("f", Graphs.ramp(3, 1, 1))
                        .node("Mul", "x f", "m")
                        .node("Conv", "m w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 5, 5)
                        .initializer("w", weights)
                        .initializer("f", Graphs.ramp(5, 1))
                        .node("Mul", "x f", "m")
                        .node("Conv", "m w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 5, 5)
                        .initializer("w", weights)
                        .initializer("f", Graphs.ramp(3, 1, 1))
                        .node("Mul", "x f", "m")
                        .node("Conv", "m w", "y")
                        .output("y")
                        .output("m")
                        .build())
                .doesNotFire();
    }
}
