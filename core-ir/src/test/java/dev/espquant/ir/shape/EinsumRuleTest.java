package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EinsumRuleTest {
    @Test
    void lettersNameAxes() {
        assertThat(node("Einsum")
                        .input("float[N,2,3]", "float[N,3,4]")
                        .with("equation", "bij, bjk -> bik")
                        .type())
                .isEqualTo("float[N,2,4]");
        assertThat(node("Einsum").input("float[3,4]").with("equation", "ij->ji").type())
                .isEqualTo("float[4,3]");
        assertThat(node("Einsum")
                        .input("float[3]", "float[3]")
                        .with("equation", "i,i")
                        .type())
                .isEqualTo("float[]");
    }

    @Test
    void withoutAnArrowTheOutputIsAlphabetical() {
        assertThat(node("Einsum")
                        .input("float[3,4]", "float[4,2]")
                        .with("equation", "zb,ba")
                        .type())
                .isEqualTo("float[2,3]");
    }

    @Test
    void ellipsesBroadcast() {
        assertThat(node("Einsum")
                        .input("float[5,1,3,3]")
                        .with("equation", "...ii->...i")
                        .type())
                .isEqualTo("float[5,1,3]");
        assertThat(node("Einsum")
                        .input("float[5,1,2,3]", "float[6,3,4]")
                        .with("equation", "...ij,...jk->...ik")
                        .type())
                .isEqualTo("float[5,6,2,4]");
    }

    @Test
    void badEquationsAreErrors() {
        assertThat(node("Einsum")
                        .input("float[3,4]", "float[5,2]")
                        .with("equation", "ij,jk->ik")
                        .fails())
                .hasMessageContaining("axis 'j' must have one size, found 4 and 5");
        assertThat(node("Einsum").input("float[3,4]").with("equation", "ijk->i").fails())
                .hasMessageContaining("'ijk' does not fit a tensor of 2 axes");
        assertThat(node("Einsum")
                        .input("float[3,4]")
                        .with("equation", "......->")
                        .fails())
                .hasMessageContaining("does not fit");
        assertThat(node("Einsum").input("float[3,4]").with("equation", "ij->k").fails())
                .hasMessageContaining("'k' is in no input");
        assertThat(node("Einsum").input("float[3,4]").with("equation", "ij,jk").fails())
                .hasMessageContaining("one term per input");
    }
}
