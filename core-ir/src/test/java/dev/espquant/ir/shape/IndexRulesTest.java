package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class IndexRulesTest {
    @Test
    void topKShortensAnAxis() {
        assertThat(node("TopK").outputs(2).input("float[N,10]").vector(3).types())
                .containsExactly("float[N,3]", "int64[N,3]");
        assertThat(node("TopK")
                        .opset(1)
                        .input("float[10,4]")
                        .with("k", 2, "axis", 0)
                        .type())
                .isEqualTo("float[2,4]");
        assertThat(node("TopK").input("float[N,10]", "int64[1]").type()).isEqualTo("float[N,?]");
        assertThat(node("TopK").input("float[N,10]").vector(11).fails())
                .hasMessageContaining("k is 11, but axis 1 has only 10");
        assertThat(node("TopK").input("float[N,10]").vector(-1).fails()).hasMessageContaining("negative");
    }

    @Test
    void oneHotAddsAnAxis() {
        assertThat(node("OneHot")
                        .input("int64[N,4]")
                        .scalar(10)
                        .input("float[2]")
                        .type())
                .isEqualTo("float[N,4,10]");
        assertThat(node("OneHot")
                        .input("int64[N,4]")
                        .constant(Tensor.ofFloats(new long[0], 10f))
                        .input("int8[2]")
                        .with("axis", 1)
                        .type())
                .isEqualTo("int8[N,10,4]");
        assertThat(node("OneHot").input("int64[N]", "int64[]", "float[2]").type())
                .isEqualTo("float[N,?]");
    }

    @Test
    void searchesHaveOpenSizes() {
        assertThat(node("NonZero").input("float[2,3]").type()).isEqualTo("int64[2,?]");
        assertThat(node("Unique").outputs(4).input("float[2,3]").with("axis", 1).types())
                .containsExactly("float[2,?]", "int64[?]", "int64[?]", "int64[?]");
        assertThat(node("Unique").input("float[2,3]").type()).isEqualTo("float[?]");
        assertThat(node("NonMaxSuppression")
                        .input("float[1,6,4]", "float[1,1,6]")
                        .type())
                .isEqualTo("int64[?,3]");
    }
}
