package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReductionRulesTest {
    @Test
    void axesAreAnAttributeOrAnInput() {
        assertThat(node("ReduceMean")
                        .opset(13)
                        .input("float[N,3,4]")
                        .with("axes", new long[] {1, -1})
                        .type())
                .isEqualTo("float[N,1,1]");
        assertThat(node("ReduceMean")
                        .input("float[N,3,4]")
                        .vector(1, 2)
                        .with("keepdims", 0)
                        .type())
                .isEqualTo("float[N]");
        assertThat(node("ReduceSum").input("float[N,3,4]").type()).isEqualTo("float[1,1,1]");
        assertThat(node("ReduceMax").input("float[N,3,4]").with("keepdims", 0).type())
                .isEqualTo("float[]");
    }

    @Test
    void emptyAxesReduceAllOrNothing() {
        assertThat(node("ReduceSum").input("float[2,3]").vector().type()).isEqualTo("float[1,1]");
        assertThat(node("ReduceSum")
                        .input("float[2,3]")
                        .vector()
                        .with("noop_with_empty_axes", 1)
                        .type())
                .isEqualTo("float[2,3]");
    }

    @Test
    void axesOfARunLeaveSizesOpen() {
        assertThat(node("ReduceSum").input("float[2,3]", "int64[1]").type()).isEqualTo("float[?,?]");
        assertThat(node("ReduceSum")
                        .input("float[2,3]", "int64[1]")
                        .with("keepdims", 0)
                        .type())
                .isEqualTo("float[?]");
        assertThat(node("ReduceSum")
                        .input("float[2,3]", "int64[?]")
                        .with("keepdims", 0)
                        .type())
                .isEqualTo("float[...]");
    }

    @Test
    void vectorsOfSizesAreReduced() {
        assertThat(node("ReduceProd").sizes("[N,3,4]").with("keepdims", 0).elements())
                .isEqualTo("[12*N]");
        assertThat(node("ReduceSum").sizes("[2,3,4]").with("keepdims", 1).elements())
                .isEqualTo("[9]");
        assertThat(node("ReduceMax").sizes("[2,9,4]").elements()).isEqualTo("[9]");
        assertThat(node("ReduceMin").sizes("[2,9,4]").elements()).isEqualTo("[2]");
    }

    @Test
    void positionsAreIntegers() {
        assertThat(node("ArgMax").input("float[N,3,4]").with("axis", -1).type()).isEqualTo("int64[N,3,1]");
        assertThat(node("ArgMin")
                        .input("float[N,3,4]")
                        .with("axis", 1, "keepdims", 0)
                        .type())
                .isEqualTo("int64[N,4]");
        assertThat(node("ArgMax").input("float[3]").with("axis", 1).fails()).hasMessageContaining("axis 1 does not");
    }
}
