package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class LayoutRulesTest {
    @Test
    void transposeReordersAxes() {
        assertThat(node("Transpose")
                        .input("float[N,3,8,9]")
                        .with("perm", new long[] {0, 2, 3, 1})
                        .type())
                .isEqualTo("float[N,8,9,3]");
        assertThat(node("Transpose").input("float[N,3,8]").type()).isEqualTo("float[8,3,N]");
        assertThat(node("Transpose")
                        .input("float[...]")
                        .with("perm", new long[] {1, 0})
                        .type())
                .isEqualTo("float[?,?]");
        assertThat(node("Transpose")
                        .input("float[2,3]")
                        .with("perm", new long[] {0, 0})
                        .fails())
                .hasMessageContaining("perm [0, 0] must name each of the 2 axes once");
        assertThat(node("Transpose")
                        .input("float[2,3]")
                        .with("perm", new long[] {0})
                        .fails())
                .hasMessageContaining("perm [0]");
    }

    @Test
    void elementsAreTransposed() {
        assertThat(node("Transpose")
                        .constant(Tensor.ofLongs(new long[] {2, 3}, 1, 2, 3, 4, 5, 6))
                        .elements())
                .isEqualTo("[1, 4, 2, 5, 3, 6]");
    }

    @Test
    void blocksMoveBetweenDepthAndSpace() {
        assertThat(node("DepthToSpace")
                        .input("float[N,8,2,W]")
                        .with("blocksize", 2)
                        .type())
                .isEqualTo("float[N,2,4,2*W]");
        assertThat(node("SpaceToDepth")
                        .input("float[N,2,4,6]")
                        .with("blocksize", 2)
                        .type())
                .isEqualTo("float[N,8,2,3]");
        assertThat(node("DepthToSpace")
                        .input("float[N,6,2,2]")
                        .with("blocksize", 2)
                        .fails())
                .hasMessageContaining("axis 1 of size 6 cannot be divided by 4");
        assertThat(node("DepthToSpace").input("float[N,6,2,2]").fails()).hasMessageContaining("'blocksize' is missing");
        assertThat(node("SpaceToDepth")
                        .input("float[N,6,2,2]")
                        .with("blocksize", 0)
                        .fails())
                .hasMessageContaining("at least 1");
    }
}
