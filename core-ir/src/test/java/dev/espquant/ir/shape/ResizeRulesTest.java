package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class ResizeRulesTest {
    private static final Tensor TWICE = Tensor.ofFloats(new long[] {4}, 1f, 1f, 2f, 2f);

    @Test
    void scalesMultiplyAndRoundDown() {
        assertThat(node("Resize")
                        .opset(10)
                        .input("float[N,3,4,H]")
                        .constant(TWICE)
                        .type())
                .isEqualTo("float[N,3,8,2*H]");
        assertThat(node("Resize")
                        .input("float[1,1,5,7]")
                        .absent()
                        .constant(Tensor.ofFloats(new long[] {4}, 1f, 1f, 0.6f, 0.5f))
                        .type())
                .isEqualTo("float[1,1,3,3]");
    }

    @Test
    void sizesReplaceScales() {
        assertThat(node("Resize")
                        .input("float[N,3,4,4]")
                        .absent()
                        .absent()
                        .sizes("[N,3,9,W]")
                        .type())
                .isEqualTo("float[N,3,9,W]");
        assertThat(node("Resize")
                        .input("float[N,3,4,4]")
                        .absent()
                        .absent()
                        .input("int64[4]")
                        .type())
                .isEqualTo("float[?,?,?,?]");
        assertThat(node("Resize")
                        .input("float[N,3,4,4]")
                        .absent()
                        .absent()
                        .vector(8, 6)
                        .with("axes", new long[] {3, 2})
                        .type())
                .isEqualTo("float[N,3,6,8]");
    }

    @Test
    void theRatioCanBeKept() {
        assertThat(node("Resize")
                        .input("float[1,1,2,4]")
                        .absent()
                        .absent()
                        .vector(7, 8)
                        .with("axes", new long[] {2, 3}, "keep_aspect_ratio_policy", "not_larger")
                        .type())
                .isEqualTo("float[1,1,4,8]");
        assertThat(node("Resize")
                        .input("float[1,1,2,4]")
                        .absent()
                        .absent()
                        .vector(7, 8)
                        .with("axes", new long[] {2, 3}, "keep_aspect_ratio_policy", "not_smaller")
                        .type())
                .isEqualTo("float[1,1,7,14]");
    }

    @Test
    void upsampleIsOlder() {
        Attribute scales = new Attribute.OfFloats(ImmutableList.of(1f, 1f, 2f, 3f));
        assertThat(node("Upsample")
                        .opset(7)
                        .input("float[1,1,2,2]")
                        .with("scales", scales)
                        .type())
                .isEqualTo("float[1,1,4,6]");
        assertThat(node("Upsample")
                        .opset(9)
                        .input("float[1,1,2,2]")
                        .constant(TWICE)
                        .type())
                .isEqualTo("float[1,1,4,4]");
        assertThat(node("Upsample")
                        .opset(1)
                        .input("float[1,1,2,2]")
                        .with("height_scale", 2f, "width_scale", 3f)
                        .type())
                .isEqualTo("float[1,1,4,6]");
    }

    @Test
    void badScalesAreErrors() {
        assertThat(node("Resize")
                        .opset(10)
                        .input("float[1,1,2]")
                        .constant(TWICE)
                        .fails())
                .hasMessageContaining("one of scales per resized axis, found 4 for 3");
        assertThat(node("Resize")
                        .opset(10)
                        .input("float[4]")
                        .constant(Tensor.ofFloats(new long[] {1}, -1f))
                        .fails())
                .hasMessageContaining("a scale must be above 0, found -1.0");
        assertThat(node("Resize")
                        .opset(10)
                        .input("float[4]")
                        .constant(Tensor.ofFloats(new long[] {1}, 1e30f))
                        .fails())
                .hasMessageContaining("too large");
        assertThat(node("Resize").input("float[4]").absent().absent().vector(-4).fails())
                .hasMessageContaining("must not be negative");
    }
}
