package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapeOfRulesTest {
    @Test
    void sizesBecomeElements() {
        assertThat(node("Shape").input("float[N,3,?]").elements()).isEqualTo("[N, 3, ?]");
        assertThat(node("Shape").input("float[N,3,?]").type()).isEqualTo("int64[3]");
        assertThat(node("Shape").input("float[...]").type()).isEqualTo("int64[?]");
    }

    @Test
    void aRangeOfAxes() {
        assertThat(node("Shape").input("float[2,3,4]").with("start", 1).elements())
                .isEqualTo("[3, 4]");
        assertThat(node("Shape")
                        .input("float[2,3,4]")
                        .with("start", -3, "end", -1)
                        .elements())
                .isEqualTo("[2, 3]");
        assertThat(node("Shape")
                        .input("float[2,3,4]")
                        .with("start", 2, "end", 1)
                        .type())
                .isEqualTo("int64[0]");
        assertThat(node("Shape")
                        .input("float[2,3,4]")
                        .with("start", -9, "end", 9)
                        .type())
                .isEqualTo("int64[3]");
    }

    @Test
    void sizeIsTheProduct() {
        assertThat(node("Size").input("float[2,3,N]").elements()).isEqualTo("[6*N]");
        assertThat(node("Size").input("float[...]").type()).isEqualTo("int64[]");
    }
}
