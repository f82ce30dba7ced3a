package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class GatherRulesTest {
    @Test
    void gatherReplacesAnAxisByTheIndices() {
        assertThat(node("Gather")
                        .input("float[N,30,4]", "int64[2,3]")
                        .with("axis", 1)
                        .type())
                .isEqualTo("float[N,2,3,4]");
        assertThat(node("Gather").input("float[100,8]", "int64[N,T]").type()).isEqualTo("float[N,T,8]");
        assertThat(node("Gather").input("float[5]", "int64[...]").type()).isEqualTo("float[...]");
    }

    @Test
    void sizesAreGathered() {
        assertThat(node("Gather").sizes("[N,3,H,W]").scalar(-1).elements()).isEqualTo("[W]");
        assertThat(node("Gather").sizes("[N,3,H,W]").vector(0, 2).elements()).isEqualTo("[N, H]");
        assertThat(node("Gather")
                        .constant(Tensor.ofLongs(new long[] {2, 2}, 1, 2, 3, 4))
                        .vector(1)
                        .with("axis", 1)
                        .elements())
                .isEqualTo("[2, 4]");
        assertThat(node("Gather").sizes("[N,3]").scalar(2).fails())
                .hasMessageContaining("value 'x1'")
                .hasMessageContaining("index 2 is outside of an axis of 2");
    }

    @Test
    void gatherElementsHasTheIndicesShape() {
        assertThat(node("GatherElements").input("float[5,6]", "int64[2,6]").type())
                .isEqualTo("float[2,6]");
    }

    @Test
    void gatherNdAddressesAxes() {
        assertThat(node("GatherND").input("float[4,5,6]", "int64[N,2]").type()).isEqualTo("float[N,6]");
        assertThat(node("GatherND")
                        .input("float[N,5,6]", "int64[N,1]")
                        .with("batch_dims", 1)
                        .type())
                .isEqualTo("float[N,6]");
        assertThat(node("GatherND").input("float[4,5]", "int64[N,3]").fails())
                .hasMessageContaining("address more axes");
        assertThat(node("GatherND")
                        .input("float[4,5]", "int64[N,1]")
                        .with("batch_dims", 2)
                        .fails())
                .hasMessageContaining("batch_dims 2");
    }

    @Test
    void compressCountsAKnownCondition() {
        assertThat(node("Compress")
                        .input("float[2,3]")
                        .vector(1, 0, 1)
                        .with("axis", 1)
                        .type())
                .isEqualTo("float[2,2]");
        assertThat(node("Compress")
                        .input("float[2,3]", "bool[3]")
                        .with("axis", 1)
                        .type())
                .isEqualTo("float[2,?]");
        assertThat(node("Compress").input("float[2,3]", "bool[6]").type()).isEqualTo("float[?]");
    }
}
