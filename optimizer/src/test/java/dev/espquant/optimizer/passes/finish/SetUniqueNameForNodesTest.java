package dev.espquant.optimizer.passes.finish;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class SetUniqueNameForNodesTest {
    @Test
    void namesWhatHasNoNameOfItsOwn() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .node("Relu", "x", "a")
                .named("")
                .node("Relu", "a", "b")
                .named("n")
                .node("Neg", "b", "y")
                .named("n")
                .output("y")
                .buildUnchecked();
        PassContext context = PassContext.of(model);
        Graph result = new SetUniqueNameForNodes().apply(model.graph(), context);
        assertThat(result).hasNodes("relu", "n", "n_1").isValid();
    }

    @Test
    void leavesNamesThatAreUnique() {
        PassTester.of(new SetUniqueNameForNodes())
                .given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node("Relu", "x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
