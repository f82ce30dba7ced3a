package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseReluTest {

    private static Graphs layer() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", Graphs.ramp(4, 2))
                .node("Gemm", "x w", "g");
    }

    @Test
    void aLayerTakesInTheReluBehindIt() {
        Lowered lowered = Lowered.of(layer().node("Relu", "g", "y").output("y").build());
        assertThat(lowered.operators()).containsExactly("Gemm");
        assertThat(lowered.graph().nodes().get(0).textAttribute("activation", ""))
                .isEqualTo("Relu");
        assertThat(lowered.lower().values()).doesNotContainKey("g").containsKey("y");
    }

    @Test
    void notIfSomebodyElseReadsTheLayer() {
        assertThat(Lowered.of(layer().node("Relu", "g", "y")
                                .output("g")
                                .output("y")
                                .build())
                        .operators())
                .containsExactly("Gemm", "Relu");
        assertThat(Lowered.of(layer().node("Relu", "g", "y")
                                .node("Sigmoid", "g", "z")
                                .output("y")
                                .output("z")
                                .build())
                        .operators())
                .containsExactly("Gemm", "Relu", "Sigmoid");
    }
}
