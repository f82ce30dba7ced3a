package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class PackMatMulTest {

    private static Lowered product(long columns, String family) {
        return Lowered.of(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 5)
                        .input("b", DataType.FLOAT, 5, columns)
                        .node("MatMul", "a b", "y")
                        .output("y")
                        .build())
                .on(family);
    }

    @Test
    void plainKernelsWantTheColumnsOneBehindTheOther() {
        assertThat(product(32, "c").operators()).containsExactly("Transpose", "Reshape", "MatMul");
        assertThat(product(5, "s3").operators()).containsExactly("Transpose", "Reshape", "MatMul");
    }

    @Test
    void wholeBlocksAreInterleaved() {
        assertThat(product(32, "s3").operators()).containsExactly("Reshape", "Transpose", "Reshape", "MatMul");
    }

    @Test
    void theRemainingColumnsFollowPlain() {
        assertThat(product(20, "p4").operators())
                .containsExactly(
                        "Transpose",
                        "Slice",
                        "Reshape",
                        "Transpose",
                        "Reshape",
                        "Slice",
                        "Concat",
                        "Reshape",
                        "MatMul");
    }
}
