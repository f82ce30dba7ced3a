package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisionRulesTest {
    @Test
    void regionsAndGrids() {
        assertThat(node("RoiAlign")
                        .input("float[N,3,9,9]", "float[R,4]", "int64[R]")
                        .with("output_height", 5, "output_width", 6)
                        .type())
                .isEqualTo("float[R,3,5,6]");
        assertThat(node("GridSample").input("float[N,3,9,9]", "float[N,4,5,2]").type())
                .isEqualTo("float[N,3,4,5]");
        assertThat(node("AffineGrid").input("float[N,2,3]").vector(7, 3, 4, 5).type())
                .isEqualTo("float[7,4,5,2]");
        assertThat(node("AffineGrid")
                        .input("float[N,3,4]")
                        .vector(7, 3, 4, 5, 6)
                        .type())
                .isEqualTo("float[7,4,5,6,3]");
        assertThat(node("GridSample").input("float[2,3,9,9]", "float[3,4,5,2]").fails())
                .hasMessageContaining("one batch size, found 2 and 3");
    }

    @Test
    void columnsBecomeImages() {
        assertThat(node("Col2Im")
                        .input("float[N,8,25]")
                        .vector(5, 5)
                        .vector(2, 2)
                        .type())
                .isEqualTo("float[N,2,5,5]");
    }
}
