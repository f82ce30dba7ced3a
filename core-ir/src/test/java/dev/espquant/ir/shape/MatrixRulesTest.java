package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixRulesTest {
    @Test
    void gemmMultipliesAndAdds() {
        assertThat(node("Gemm").input("float[N,4]", "float[4,7]", "float[7]").type())
                .isEqualTo("float[N,7]");
        assertThat(node("Gemm")
                        .input("float[4,N]", "float[7,4]")
                        .with("transA", 1, "transB", 1)
                        .type())
                .isEqualTo("float[N,7]");
        assertThat(node("Gemm").input("float[...]", "float[4,7]").type()).isEqualTo("float[?,7]");
    }

    @Test
    void gemmOperandsMustFit() {
        assertThat(node("Gemm").input("float[2,5]", "float[4,7]").fails())
                .hasMessageContaining("the columns of A must be as many as the rows of B, found 5 and 4");
        assertThat(node("Gemm").input("float[2,4]", "float[4,7]", "float[6]").fails())
                .hasMessageContaining("C [6] does not broadcast to the product [2,7]");
        assertThat(node("Gemm").input("float[2,1]", "float[1,1]", "float[5]").fails())
                .hasMessageContaining("does not broadcast to the product");
        assertThat(node("Gemm").input("float[2,4,1]", "float[4,7]").fails()).hasMessageContaining("must have 2 axes");
    }

    @Test
    void matMulFollowsNumpy() {
        assertThat(node("MatMul").input("float[N,2,3]", "float[3,4]").type()).isEqualTo("float[N,2,4]");
        assertThat(node("MatMul").input("float[5,1,2,3]", "float[6,3,4]").type())
                .isEqualTo("float[5,6,2,4]");
        assertThat(node("MatMul").input("float[3]", "float[3,4]").type()).isEqualTo("float[4]");
        assertThat(node("MatMul").input("float[2,3]", "float[3]").type()).isEqualTo("float[2]");
        assertThat(node("MatMul").input("float[3]", "float[3]").type()).isEqualTo("float[]");
        assertThat(node("MatMul").input("float[2,3]", "float[4,5]").fails()).hasMessageContaining("found 3 and 4");
        assertThat(node("MatMul").input("float[2,2,3]", "float[3,3,5]").fails())
                .hasMessageContaining("batch axes [2] and [3]");
        assertThat(node("MatMul").input("float[]", "float[3,5]").fails()).hasMessageContaining("a scalar");
    }

    @Test
    void integerProductsHaveTheirOwnTypes() {
        assertThat(node("MatMulInteger").input("uint8[2,3]", "int8[3,4]").type())
                .isEqualTo("int32[2,4]");
        assertThat(node("QLinearMatMul")
                        .input(
                                "uint8[2,3]",
                                "float[]",
                                "uint8[]",
                                "int8[3,4]",
                                "float[]",
                                "int8[]",
                                "float[]",
                                "int8[]")
                        .type())
                .isEqualTo("int8[2,4]");
    }

    @Test
    void determinantsDropTheMatrix() {
        assertThat(node("Det").input("float[N,3,3]").type()).isEqualTo("float[N]");
        assertThat(node("Det").input("float[3,4]").fails()).hasMessageContaining("square");
    }
}
