package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseAffineIntoLayerNormalizationTest {
    private final PassTester.Given tester = PassTester.of(new FuseAffineIntoLayerNormalization());

    @ParameterizedTest
    @CsvSource({"Mul,n full", "Mul,full n", "Mul,n one", "Add,n full", "Add,wide n"})
    void foldsIntoScaleAndOffset(String opType, String operands) {
        for (String norm : new String[] {"x s", "x s o"}) {
            assertThat(tester.given(model().node("LayerNormalization", norm, "n", "axis", -1)
                                    .node(opType, operands, "y")
                                    .output("y")
                                    .build())
                            .fires(1))
                    .hasOperators("LayerNormalization");
        }
    }

    @Test
    void foldsFactorsIntoRms() {
        assertThat(tester.given(model().opset(23)
                                .node("RMSNormalization", "x s", "n")
                                .node("Mul", "n full", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("RMSNormalization");
        tester.given(model().opset(23)
                        .node("RMSNormalization", "x s", "n")
                        .node("Add", "n full", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysForConstantsOfOtherAxesAndReaders() {
        tester.given(model().node("LayerNormalization", "x s", "n", "axis", -1)
                        .node("Mul", "n rows", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("LayerNormalization", "x s", "n", "axis", -1)
                        .node("Mul", "n full", "y")
                        .output("y")
                        .output("n")
                        .build())
                .doesNotFire();
    }

    private static Graphs model() {
        return Graphs.model("m")
                .opset(17)
                .input("x", DataType.FLOAT, 2, 3, 8)
                .initializer("s", Graphs.ramp(8))
                .initializer("o", Graphs.ramp(8))
                .initializer("full", Graphs.ramp(8))
                .initializer("wide", Graphs.ramp(1, 1, 8))
                .initializer("one", Graphs.ramp(1))
                .initializer("rows", Graphs.ramp(3, 1));
    }
}
