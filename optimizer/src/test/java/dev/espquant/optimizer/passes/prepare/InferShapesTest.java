package dev.espquant.optimizer.passes.prepare;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class InferShapesTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2, 5, 5)
            .initializer("w", Graphs.ramp(3, 2, 3, 3))
            .node("Conv", "x w", "c")
            .node("Relu", "c", "y")
            .output("y")
            .build();

    @Test
    void givesEveryValueItsShape() {
        Graph result = new InferShapes().apply(MODEL.graph(), PassContext.of(MODEL));
        assertThat(result).hasShape("c", 1, 3, 3, 3).hasShape("y", 1, 3, 3, 3);
    }

    @Test
    void staysIfAllShapesAreKnown() {
        PassTester.of(new InferShapes()).given(MODEL).doesNotFire();
    }
}
