package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseAddBiasIntoConvTransposeTest {
    private final PassTester.Given tester = PassTester.of(new FuseAddBiasIntoConvTranspose());

    @ParameterizedTest
    @CsvSource({"x w,1", "x w b,1", "x w b,2"})
    void addsToTheBias(String inputs, int group) {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 4, 5, 5)
                                .initializer("w", Graphs.ramp(4, 6 / group, 3, 3))
                                .initializer("b", Graphs.ramp(6))
                                .initializer("a", Graphs.ramp(1, 6, 1, 1))
                                .node("ConvTranspose", inputs, "c", "group", group)
                                .node("Add", "a c", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ConvTranspose");
    }

    @Test
    void staysForOtherAxes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 4, 5, 5)
                        .initializer("w", Graphs.ramp(4, 6, 3, 3))
                        .initializer("a", Graphs.ramp(7))
                        .node("ConvTranspose", "x w", "c")
                        .node("Add", "c a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
