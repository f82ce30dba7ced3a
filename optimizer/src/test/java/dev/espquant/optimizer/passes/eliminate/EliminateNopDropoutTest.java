package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EliminateNopDropoutTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopDropout());

    @Test
    void goesWithoutTrainingMode() {
        assertThat(tester.given(dropout("x")).fires(1)).hasOperators("Relu");
    }

    @Test
    void goesIfTrainingModeIsFalse() {
        assertThat(tester.given(dropout("x ratio off")).fires(1))
                .hasOperators("Relu")
                .hasNoInitializer("off");
    }

    @Test
    void goesInOlderOpsetsWhateverTheRatio() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(9)
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Dropout", "x", "d mask", "ratio", 0.5f)
                                .node("Relu", "d", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysIfItTrains() {
        tester.given(dropout("x ratio on")).doesNotFire();
    }

    @Test
    void staysIfTheMaskIsRead() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Dropout", "x", "d mask")
                        .node("Relu", "d", "y")
                        .output("y")
                        .output("mask", DataType.BOOL, 2, 3)
                        .build())
                .doesNotFire();
    }

    private static Model dropout(String inputs) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .initializer("ratio", Tensor.ofFloats(new long[0], 0.5f))
                .initializer("off", bool(0))
                .initializer("on", bool(1))
                .node("Dropout", inputs, "d")
                .node("Relu", "d", "y")
                .output("y")
                .build();
    }

    private static Tensor bool(int value) {
        return Tensor.ofBytes(DataType.BOOL, new long[0], ByteBuffer.wrap(new byte[] {(byte) value}));
    }
}
