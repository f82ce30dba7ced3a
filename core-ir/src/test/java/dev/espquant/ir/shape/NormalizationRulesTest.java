package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalizationRulesTest {
    @Test
    void batchNormalizationKeepsTheInput() {
        assertThat(node("BatchNormalization")
                        .input("float[N,3,H,W]", "float[3]", "float[3]", "float[3]", "float[3]")
                        .type())
                .isEqualTo("float[N,3,H,W]");
        assertThat(node("BatchNormalization")
                        .outputs(3)
                        .input("float[N,3,4]", "float[3]", "float[3]", "double[3]", "double[3]")
                        .with("training_mode", 1)
                        .types())
                .containsExactly("float[N,3,4]", "double[3]", "double[3]");
        assertThat(node("BatchNormalization")
                        .input("float[N,3,4]", "float[3]", "float[4]", "float[3]", "float[3]")
                        .fails())
                .hasMessageContaining("one element per channel, found 3 and 4");
    }

    @Test
    void batchNormalizationOfOldSetsCouldBePerElement() {
        assertThat(node("BatchNormalization")
                        .opset(7)
                        .input("float[N,3,4]", "float[3,4]", "float[3,4]", "float[3,4]", "float[3,4]")
                        .with("spatial", 0)
                        .type())
                .isEqualTo("float[N,3,4]");
    }

    @Test
    void instanceNormalizationChecksItsParameters() {
        assertThat(node("InstanceNormalization")
                        .input("float[N,3,4]", "float[3]", "float[3]")
                        .type())
                .isEqualTo("float[N,3,4]");
        assertThat(node("InstanceNormalization")
                        .input("float[N,3,4]", "float[2]", "float[3]")
                        .fails())
                .hasMessageContaining("found 3 and 2");
    }

    @Test
    void layerNormalizationHasStatistics() {
        assertThat(node("LayerNormalization")
                        .outputs(3)
                        .input("float16[N,3,4]", "float16[3,4]")
                        .with("axis", 1)
                        .types())
                .containsExactly("float16[N,3,4]", "float[N,1,1]", "float[N,1,1]");
        assertThat(node("RMSNormalization").input("float16[N,4]", "float[4]").type())
                .isEqualTo("float[N,4]");
    }

    @Test
    void softmaxNeedsAnAxis() {
        assertThat(node("Softmax").input("float[N,10]").with("axis", 1).type()).isEqualTo("float[N,10]");
        assertThat(node("Softmax").input("float[N,10]").with("axis", 2).fails())
                .hasMessageContaining("axis 2 does not exist: there are 2 axes")
                .hasMessageContaining("use an axis from -2 to 1");
    }
}
