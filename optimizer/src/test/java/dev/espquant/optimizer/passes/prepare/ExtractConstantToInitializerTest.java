package dev.espquant.optimizer.passes.prepare;

import static dev.espquant.testing.GraphAssert.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ExtractConstantToInitializerTest {
    private final PassTester.Given tester = PassTester.of(new ExtractConstantToInitializer());

    @Test
    void takesEveryFormOfConstant() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node("Constant", "", "t", "value", Graphs.ramp(2))
                        .node("Constant", "", "f", "value_float", 1.5f)
                        .node("Constant", "", "fs", "value_floats", new Attribute.OfFloats(ImmutableList.of(1f, 2f)))
                        .node("Constant", "", "i", "value_int", 3)
                        .node("Constant", "", "is", "value_ints", new long[] {2})
                        .node("Add", "x t", "a")
                        .node("Add", "a f", "b")
                        .node("Add", "b fs", "c")
                        .node("Reshape", "c is", "y")
                        .node("Cast", "i", "z", "to", 1)
                        .output("y")
                        .output("z")
                        .build())
                .fires(5);
        assertThat(result)
                .hasOperators("Add", "Add", "Add", "Reshape", "Cast")
                .hasInitializer("t", Graphs.ramp(2))
                .hasInitializer("f", Tensor.ofFloats(new long[0], 1.5f))
                .hasInitializer("fs", Tensor.ofFloats(new long[] {2}, 1, 2))
                .hasInitializer("i", Tensor.ofLongs(new long[0], 3))
                .hasInitializer("is", Tensor.vector(2));
    }

    @Test
    void leavesGraphOutputs() {
        tester.given(Graphs.model("m")
                        .node("Constant", "", "y", "value", Graphs.ramp(2))
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
