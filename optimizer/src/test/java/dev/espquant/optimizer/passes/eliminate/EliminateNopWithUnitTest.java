package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EliminateNopWithUnitTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopWithUnit());

    @Test
    void goesForAdd0() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 0f))
                                .node("Add", "x c", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForAdd1() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 0f))
                                .node("Add", "c x", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForSub2() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 0f))
                                .node("Sub", "x c", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForMul3() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 1f))
                                .node("Mul", "x c", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForMul4() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 1f))
                                .node("Mul", "c x", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForDiv5() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 1f))
                                .node("Div", "x c", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForPow6() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {1}, 1f))
                                .node("Pow", "x c", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForLogic() {
        for (String opType : new String[] {"And", "Or"}) {
            byte unit = (byte) (opType.equals("And") ? 1 : 0);
            Tensor constant = Tensor.ofBytes(DataType.BOOL, new long[] {1}, ByteBuffer.wrap(new byte[] {unit}));
            Graphs model = Graphs.model("m")
                    .input("x", DataType.BOOL, 2, 3)
                    .initializer("c", constant)
                    .node(opType, "c x", "p")
                    .node("Not", "p", "y");
            assertThat(tester.given(model.output("y", DataType.BOOL, 2, 3).build())
                            .fires(1))
                    .hasOperators("Not");
        }
    }

    @Test
    void staysOnTheOtherSide() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Tensor.ofFloats(new long[] {1}, 0f))
                        .node("Sub", "c x", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Tensor.ofFloats(new long[] {1}, 1f))
                        .node("Div", "c x", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfItEnlargesOrChanges() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Tensor.ofFloats(new long[] {1, 1, 1}, 0f))
                        .node("Add", "x c", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Tensor.ofFloats(new long[] {3}, 1f, 1f, 2f))
                        .node("Mul", "x c", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
