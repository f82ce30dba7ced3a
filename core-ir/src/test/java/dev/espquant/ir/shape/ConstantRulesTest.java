package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class ConstantRulesTest {
    @Test
    void constantsHaveTheTypeOfTheirAttribute() {
        assertThat(node("Constant")
                        .with("value", Tensor.ofFloats(new long[] {2, 1}, 1f, 2f))
                        .type())
                .isEqualTo("float[2,1]");
        assertThat(node("Constant").with("value_int", 5).elements()).isEqualTo("[5]");
        assertThat(node("Constant").with("value_ints", new long[] {5, 6}).type())
                .isEqualTo("int64[2]");
        assertThat(node("Constant").with("value_float", 0.5f).type()).isEqualTo("float[]");
        assertThat(node("Constant")
                        .with("value_floats", new Attribute.OfFloats(ImmutableList.of(1f, 2f)))
                        .elements())
                .isEqualTo("[1.0, 2.0]");
        assertThat(node("Constant").with("value_string", "a").type()).isEqualTo("string[]");
        assertThat(node("Constant")
                        .with("value_strings", new Attribute.OfStrings(ImmutableList.of(ByteText.of("a"))))
                        .type())
                .isEqualTo("string[1]");
    }

    @Test
    void fillingsTakeTheirShapeFromAnInput() {
        assertThat(node("ConstantOfShape").vector(2, 3).type()).isEqualTo("float[2,3]");
        assertThat(node("ConstantOfShape")
                        .sizes("[N,3]")
                        .with("value", Tensor.vector(7))
                        .type())
                .isEqualTo("int64[N,3]");
        assertThat(node("ConstantOfShape")
                        .vector(2)
                        .with("value", Tensor.vector(7))
                        .elements())
                .isEqualTo("[7, 7]");
        assertThat(node("ConstantOfShape").vector().type()).isEqualTo("float[]");
        assertThat(node("ConstantOfShape").input("int64[3]").type()).isEqualTo("float[?,?,?]");
        assertThat(node("ConstantOfShape").vector(-2).fails()).hasMessageContaining("must not be negative, found -2");
        assertThat(node("ConstantOfShape").vector(1L << 40, 1L << 40).fails())
                .hasMessageContaining("value 'y0'")
                .hasMessageContaining("more elements than a 64-bit number can count");
    }

    @Test
    void rangesAreCounted() {
        assertThat(node("Range").scalar(1).scalar(8).scalar(3).elements()).isEqualTo("[1, 4, 7]");
        assertThat(node("Range").scalar(5).scalar(0).scalar(-2).elements()).isEqualTo("[5, 3, 1]");
        assertThat(node("Range").scalar(5).scalar(0).scalar(1).type()).isEqualTo("int64[0]");
        assertThat(node("Range").input("int64[]").scalar(0).scalar(1).type()).isEqualTo("int64[?]");
        assertThat(node("Range").scalar(5).scalar(0).scalar(0).fails()).hasMessageContaining("a step of 0");
    }

    @Test
    void rangesUpToASizeHaveThatSize() {
        NodeTester range = node("Range").scalar(0).sizes("[T]").scalar(1);
        assertThat(range.type()).isEqualTo("int64[T]");
        assertThat(range.elements()).isEqualTo("unknown");
    }

    @Test
    void realRangesAreCountedInDoublePrecision() {
        assertThat(node("Range")
                        .constant(Tensor.ofFloats(new long[0], 1f))
                        .constant(Tensor.ofFloats(new long[0], 5f))
                        .constant(Tensor.ofFloats(new long[0], 1.5f))
                        .type())
                .isEqualTo("float[3]");
        assertThat(node("Range")
                        .constant(Tensor.ofFloats(new long[0], 0f))
                        .constant(Tensor.ofFloats(new long[0], 1e30f))
                        .constant(Tensor.ofFloats(new long[0], 1e-10f))
                        .fails())
                .hasMessageContaining("too long");
    }

    @Test
    void randomNumbersAndWindows() {
        assertThat(node("RandomNormal").with("shape", new long[] {2, 3}).type()).isEqualTo("float[2,3]");
        assertThat(node("RandomUniformLike")
                        .input("float[N,2]")
                        .with("dtype", 11)
                        .type())
                .isEqualTo("double[N,2]");
        assertThat(node("EyeLike").input("int8[3,3]").type()).isEqualTo("int8[3,3]");
        assertThat(node("HannWindow").scalar(16).type()).isEqualTo("float[16]");
    }
}
