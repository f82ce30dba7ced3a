package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpandRulesTest {
    @Test
    void expandBroadcastsWithItsTarget() {
        assertThat(node("Expand").input("float[3,1]").vector(2, 1, 6).type()).isEqualTo("float[2,3,6]");
        assertThat(node("Expand").input("float[1,T]").sizes("[N,T]").type()).isEqualTo("float[N,T]");
        assertThat(node("Expand").input("float[3]", "int64[...]").type()).isEqualTo("float[...]");
        assertThat(node("Expand").scalar(7).vector(2).elements()).isEqualTo("[7, 7]");
        assertThat(node("Expand").input("float[3]").vector(4).fails()).hasMessageContaining("does not broadcast");
        assertThat(node("Expand").input("float[3]").vector(-1).fails()).hasMessageContaining("found -1");
    }

    @Test
    void tileMultiplies() {
        assertThat(node("Tile").input("float[N,3]").vector(2, 4).type()).isEqualTo("float[2*N,12]");
        assertThat(node("Tile").input("float[N,3]", "int64[2]").type()).isEqualTo("float[?,?]");
        assertThat(node("Tile").opset(1).input("float[N,3]").scalar(4).scalar(1).type())
                .isEqualTo("float[N,12]");
        assertThat(node("Tile").input("float[N,3]").vector(2).fails()).hasMessageContaining("one repeat per axis");
        assertThat(node("Tile").input("float[5]").vector(Long.MAX_VALUE).fails())
                .hasMessageContaining("too large");
    }

    @Test
    void padsAreAnAttributeOrAnInput() {
        assertThat(node("Pad")
                        .opset(2)
                        .input("float[N,3]")
                        .with("pads", new long[] {0, 1, 0, 2})
                        .type())
                .isEqualTo("float[N,6]");
        assertThat(node("Pad")
                        .opset(1)
                        .input("float[N,3]")
                        .with("paddings", new long[] {0, 1, 0, 2})
                        .type())
                .isEqualTo("float[N,6]");
        assertThat(node("Pad").input("float[N,3]").vector(0, -1, 0, 0).type()).isEqualTo("float[N,2]");
        assertThat(node("Pad")
                        .input("float[N,3,4]")
                        .vector(1, 1)
                        .absent()
                        .vector(-1)
                        .type())
                .isEqualTo("float[N,3,6]");
        assertThat(node("Pad").input("float[N,3]", "int64[4]").type()).isEqualTo("float[?,?]");
    }

    @Test
    void badPadsAreErrors() {
        assertThat(node("Pad").input("float[3]").vector(-2, -2).fails())
                .hasMessageContaining("a padded size would be -1; no size is negative");
        assertThat(node("Pad").input("float[3]").vector(1, 1, 1, 1).fails())
                .hasMessageContaining("two paddings for each of 1 axes, found 4");
        assertThat(node("Pad").input("float[3]").vector(Long.MAX_VALUE, 1).fails())
                .hasMessageContaining("too large");
    }

    @Test
    void centerCropPadGivesAxesTheirSizes() {
        assertThat(node("CenterCropPad")
                        .input("float[20,8,3]")
                        .vector(10, 9)
                        .with("axes", new long[] {0, 1})
                        .type())
                .isEqualTo("float[10,9,3]");
    }
}
