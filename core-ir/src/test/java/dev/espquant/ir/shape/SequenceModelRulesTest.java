package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceModelRulesTest {
    @Test
    void attentionKeepsTheQueriesLayout() {
        assertThat(node("Attention")
                        .input("float[N,3,T,8]", "float[N,3,S,8]", "float[N,3,S,10]")
                        .type())
                .isEqualTo("float[N,3,T,10]");
        assertThat(node("Attention")
                        .input("float[N,T,24]", "float[N,S,24]", "float[N,S,30]")
                        .with("q_num_heads", 3, "kv_num_heads", 3)
                        .type())
                .isEqualTo("float[N,T,30]");
        assertThat(node("Attention")
                        .input("float[N,T,24]", "float[N,S,24]", "float[N,S,30]")
                        .type())
                .isEqualTo("float[...]");
    }

    @Test
    void spectraHaveTwoParts() {
        assertThat(node("DFT").opset(17).input("float[N,10,1]").type()).isEqualTo("float[N,10,2]");
        assertThat(node("DFT")
                        .opset(20)
                        .input("float[N,10,1]")
                        .with("onesided", 1)
                        .type())
                .isEqualTo("float[N,6,2]");
        assertThat(node("STFT")
                        .input("float[N,128,1]")
                        .scalar(8)
                        .absent()
                        .scalar(16)
                        .type())
                .isEqualTo("float[N,15,9,2]");
        assertThat(node("MelWeightMatrix").scalar(8).scalar(16).type()).isEqualTo("float[9,8]");
    }

    @Test
    void lossesAreReducedOrNot() {
        assertThat(node("SoftmaxCrossEntropyLoss")
                        .outputs(2)
                        .input("float[N,5]", "int64[N]")
                        .types())
                .containsExactly("float[]", "float[N,5]");
        assertThat(node("NegativeLogLikelihoodLoss")
                        .input("float[N,5]", "int64[N]")
                        .with("reduction", "none")
                        .type())
                .isEqualTo("float[N]");
        assertThat(node("Multinomial")
                        .input("float[N,5]")
                        .with("sample_size", 3)
                        .type())
                .isEqualTo("int32[N,3]");
    }
}
