package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReshapeTargetTest {
    @Test
    void zeroCopiesAndMinusOneTakesTheRest() {
        assertThat(node("Reshape").input("float[N,3,4]").vector(0, -1).type()).isEqualTo("float[N,12]");
        assertThat(node("Reshape").input("float[N,3,4]").vector(-1, 12).type()).isEqualTo("float[N,12]");
        assertThat(node("Reshape").input("float[N,3,4]").vector(-1, 6).type()).isEqualTo("float[2*N,6]");
        assertThat(node("Reshape").input("float[N,?,4,5]").vector(0, 0, -1).type())
                .isEqualTo("float[N,?,20]");
        assertThat(node("Reshape").input("float[2,3,4]").vector(-1).type()).isEqualTo("float[24]");
        assertThat(node("Reshape").input("float[1,16,4,4]").vector(1, 256).type())
                .isEqualTo("float[1,256]");
    }

    @Test
    void joinedSymbolsComeApartAgain() {
        assertThat(node("Reshape").input("float[8*N,5]").vector(-1, 8, 5).type())
                .isEqualTo("float[N,8,5]");
        assertThat(node("Reshape")
                        .input("float[batch*time,5]")
                        .sizes("[batch,?,5]")
                        .type())
                .as("the one size that only a run knows is what remains")
                .isEqualTo("float[batch,time,5]");
    }

    @Test
    void computedTargetsAreFollowed() {
        assertThat(node("Reshape").input("float[N,T,8,16]").sizes("[N,T,128]").type())
                .isEqualTo("float[N,T,128]");
        assertThat(node("Reshape").input("float[2,6]", "int64[3]").type()).isEqualTo("float[?,?,?]");
        assertThat(node("Reshape").input("float[2,6]", "int64[?]").type()).isEqualTo("float[...]");
        assertThat(node("Reshape").input("float[...]").vector(0, -1, 4).type()).isEqualTo("float[?,?,4]");
    }

    @Test
    void oldTargetsAreAnAttribute() {
        assertThat(node("Reshape")
                        .opset(1)
                        .input("float[2,6]")
                        .with("shape", new long[] {3, -1})
                        .type())
                .isEqualTo("float[3,4]");
    }

    @Test
    void zeroMayMeanEmpty() {
        assertThat(node("Reshape")
                        .input("float[0,3]")
                        .vector(3, 0)
                        .with("allowzero", 1)
                        .type())
                .isEqualTo("float[3,0]");
        assertThat(node("Reshape").input("float[0,3]").vector(0, 3).type()).isEqualTo("float[0,3]");
    }

    @Test
    void theNumberOfElementsMustStay() {
        assertThat(node("Reshape").input("float[2,3]").vector(4, 2).fails())
                .hasMessageContaining("the target [4,2] does not have as many elements as the input")
                .hasMessageContaining("6 are there, 8 asked for");
        assertThat(node("Reshape").input("float[2,3]").vector(4, -1).fails())
                .hasMessageContaining("6 are there, 4 times a whole number asked for");
        assertThat(node("Reshape").input("float[2,3]").vector(-1, -1).fails())
                .hasMessageContaining("only one size of the target may be -1");
        assertThat(node("Reshape").input("float[2]").vector(2, 0).fails()).hasMessageContaining("no such axis to copy");
        assertThat(node("Reshape").input("float[2,3]").vector(-2, 3).fails())
                .hasMessageContaining("must not be negative, found -2");
        assertThat(node("Reshape").input("float[N,3]").vector(7, 3).type())
                .as("a fixed target fixes the batch of the run")
                .isEqualTo("float[7,3]");
    }
}
