package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcatRulesTest {
    @Test
    void concatAddsUpOneAxis() {
        assertThat(node("Concat")
                        .input("float[N,3,4]", "float[N,5,4]")
                        .with("axis", 1)
                        .type())
                .isEqualTo("float[N,8,4]");
        assertThat(node("Concat")
                        .input("float[2,?]", "float[?,3]")
                        .with("axis", 0)
                        .type())
                .isEqualTo("float[?,3]");
        assertThat(node("Concat").input("float[N]", "float[N]").with("axis", -1).type())
                .isEqualTo("float[2*N]");
        assertThat(node("Concat").opset(1).input("float[1,2]", "float[1,3]").type())
                .isEqualTo("float[1,5]");
        assertThat(node("Concat")
                        .input("float[2,3]", "float[...]")
                        .with("axis", 0)
                        .type())
                .isEqualTo("float[...]");
    }

    @Test
    void otherAxesAreEqual() {
        assertThat(node("Concat")
                        .input("float[2,3]", "float[2,4]")
                        .with("axis", 0)
                        .fails())
                .hasMessageContaining("but for axis 0; on axis 1, found 3 and 4");
        assertThat(node("Concat")
                        .input("float[2,3]", "float[2]")
                        .with("axis", 0)
                        .fails())
                .hasMessageContaining("value 'x1'")
                .hasMessageContaining("found 2 and 1");
        assertThat(node("Concat").input("float[2]", "float[2]").fails()).hasMessageContaining("'axis' is missing");
        assertThat(node("Concat").input("float[2]").with("axis", 3).fails()).hasMessageContaining("axis 3");
    }

    @Test
    void vectorsAreJoined() {
        assertThat(node("Concat")
                        .sizes("[N]")
                        .vector(-1, 4)
                        .input("int64[1]")
                        .with("axis", 0)
                        .elements())
                .isEqualTo("[N, -1, 4, ?]");
    }

    @Test
    void splitDividesEvenly() {
        assertThat(node("Split").outputs(2).input("float[N,6]").with("axis", 1).types())
                .containsExactly("float[N,3]", "float[N,3]");
        assertThat(node("Split")
                        .outputs(3)
                        .input("float[7]")
                        .with("num_outputs", 3)
                        .types())
                .containsExactly("float[3]", "float[3]", "float[1]");
        assertThat(node("Split").outputs(2).input("float[8*N]").types()).containsExactly("float[4*N]", "float[4*N]");
        assertThat(node("Split").opset(13).outputs(2).input("float[7]").fails())
                .hasMessageContaining("an axis of 7 cannot be divided into 2 equal parts");
        assertThat(node("Split")
                        .outputs(3)
                        .input("float[7]")
                        .with("num_outputs", 2)
                        .fails())
                .hasMessageContaining("num_outputs is 2");
    }

    @Test
    void splitTakesGivenSizes() {
        assertThat(node("Split")
                        .opset(11)
                        .outputs(2)
                        .input("float[5,N]")
                        .with("split", new long[] {2, 3})
                        .types())
                .containsExactly("float[2,N]", "float[3,N]");
        assertThat(node("Split").outputs(2).input("float[5]").vector(1, 4).types())
                .containsExactly("float[1]", "float[4]");
        assertThat(node("Split").outputs(2).input("float[5]", "int64[2]").types())
                .containsExactly("float[?]", "float[?]");
        assertThat(node("Split").outputs(2).input("float[5]").vector(1, 3).fails())
                .hasMessageContaining("must add up to the axis, found 5 and 4");
        assertThat(node("Split").outputs(2).input("float[5]").vector(5).fails())
                .hasMessageContaining("2 outputs, but sizes for 1");
        assertThat(node("Split").outputs(2).input("float[5]").vector(6, -1).fails())
                .hasMessageContaining("negative");
    }

    @Test
    void splitVectorsKeepTheirElements() {
        assertThat(node("Split").outputs(2).sizes("[N,3,4]").vector(1, 2).infer())
                .extracting(part -> part.elements().orElseThrow().values().size())
                .containsExactly(1, 2);
        assertThat(node("Split").outputs(2).sizes("[N,3,4]").vector(1, 2).elements())
                .isEqualTo("[N]");
    }
}
