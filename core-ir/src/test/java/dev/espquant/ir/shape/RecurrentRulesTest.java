package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurrentRulesTest {
    @Test
    void lstmHasThreeOutputs() {
        assertThat(node("LSTM")
                        .outputs(3)
                        .input("float[T,N,8]", "float[1,20,8]", "float[1,20,5]")
                        .with("hidden_size", 5)
                        .types())
                .containsExactly("float[T,1,N,5]", "float[1,N,5]", "float[1,N,5]");
    }

    @Test
    void bothDirectionsAndBatchFirst() {
        assertThat(node("GRU")
                        .outputs(2)
                        .input("float[N,T,8]", "float[2,15,8]", "float[2,15,5]")
                        .with("direction", "bidirectional", "layout", 1)
                        .types())
                .containsExactly("float[N,T,2,5]", "float[N,2,5]");
    }

    @Test
    void weightsMustFit() {
        assertThat(node("RNN")
                        .input("float[T,N,8]", "float[1,5,7]", "float[1,5,5]")
                        .fails())
                .hasMessageContaining("last axis must match the weights', found 8 and 7");
        assertThat(node("RNN")
                        .input("float[T,N,8]", "float[2,5,8]", "float[2,5,5]")
                        .fails())
                .hasMessageContaining("one part per direction, found 1 and 2");
        assertThat(node("RNN")
                        .input("float[T,N,8]", "float[1,5,8]", "float[1,5,5]")
                        .with("hidden_size", 4)
                        .fails())
                .hasMessageContaining("hidden_size");
        assertThat(node("RNN")
                        .input("float[T,8]", "float[1,5,8]", "float[1,5,5]")
                        .fails())
                .hasMessageContaining("must have 3 axes");
    }
}
