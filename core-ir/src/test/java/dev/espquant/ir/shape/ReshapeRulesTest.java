package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReshapeRulesTest {
    @Test
    void flattenJoinsAxes() {
        assertThat(node("Flatten").input("float[N,3,4,5]").type()).isEqualTo("float[N,60]");
        assertThat(node("Flatten").input("float[N,3,4,5]").with("axis", 2).type())
                .isEqualTo("float[3*N,20]");
        assertThat(node("Flatten").input("float[2,3]").with("axis", 0).type()).isEqualTo("float[1,6]");
        assertThat(node("Flatten").input("float[2,3]").with("axis", 2).type()).isEqualTo("float[6,1]");
        assertThat(node("Flatten").input("float[2,H,W]").with("axis", -2).type())
                .isEqualTo("float[2,H*W]");
        assertThat(node("Flatten").input("float[2,3]").with("axis", 3).fails()).hasMessageContaining("axis 3");
    }

    @Test
    void squeezeDropsAxesOfOne() {
        assertThat(node("Squeeze").input("float[N,3,1,1]").vector(2, -1).type()).isEqualTo("float[N,3]");
        assertThat(node("Squeeze")
                        .opset(11)
                        .input("float[1,3,1]")
                        .with("axes", new long[] {0})
                        .type())
                .isEqualTo("float[3,1]");
        assertThat(node("Squeeze").input("float[1,3,1]").type()).isEqualTo("float[3]");
        assertThat(node("Squeeze").input("float[N,3,1]").type())
                .as("N may be 1")
                .isEqualTo("float[...]");
        assertThat(node("Squeeze").input("float[1,3,1]", "int64[1]").type()).isEqualTo("float[?,?]");
        assertThat(node("Squeeze").input("float[1,3]").vector(1).fails())
                .hasMessageContaining("only axes of size 1 can be dropped, not axis 1, found 1 and 3");
    }

    @Test
    void unsqueezeAddsAxesOfOne() {
        assertThat(node("Unsqueeze").input("float[N,3]").vector(0, -1).type()).isEqualTo("float[1,N,3,1]");
        assertThat(node("Unsqueeze")
                        .opset(11)
                        .input("float[N]")
                        .with("axes", new long[] {1})
                        .type())
                .isEqualTo("float[N,1]");
        assertThat(node("Unsqueeze").input("float[N]", "int64[2]").type()).isEqualTo("float[?,?,?]");
        assertThat(node("Unsqueeze").input("float[N]").vector(1, 1).fails()).hasMessageContaining("added twice");
        assertThat(node("Unsqueeze").input("float[N]").vector(5).fails()).hasMessageContaining("axis 5 does not");
    }

    @Test
    void elementsKeepTheirOrder() {
        assertThat(node("Unsqueeze").sizes("[N,3]").vector(0).elements()).isEqualTo("[N, 3]");
        assertThat(node("Squeeze").sizes("[N]").vector(0).elements()).isEqualTo("[N]");
        assertThat(node("Reshape").vector(1, 2, 3, 4).vector(2, 2).elements()).isEqualTo("[1, 2, 3, 4]");
    }
}
