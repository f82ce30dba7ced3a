package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class ElementwiseRulesTest {
    @Test
    void activationsKeepTypeAndShape() {
        for (String op : new String[] {"Relu", "LeakyRelu", "Sigmoid", "Tanh", "Clip", "HardSwish", "Erf", "Elu"}) {
            assertThat(node(op).input("float[N,3,?]").type()).isEqualTo("float[N,3,?]");
        }
    }

    @Test
    void operandsBroadcast() {
        assertThat(node("Add").input("float[N,3,1,5]", "float[4,1]").type()).isEqualTo("float[N,3,4,5]");
        assertThat(node("Mul").input("float[N,1]", "float[N,7]").type()).isEqualTo("float[N,7]");
        assertThat(node("Sub").input("float[...]", "float[2]").type()).isEqualTo("float[...]");
        assertThat(node("Sum").input("float[2,1]", "float[1,3]", "float[]").type())
                .isEqualTo("float[2,3]");
        assertThat(node("Pow").input("float[2]", "int64[]").type()).isEqualTo("float[2]");
        assertThat(node("Where").input("bool[3]", "float[2,1]", "float[]").type())
                .isEqualTo("float[2,3]");
        assertThat(node("Less").input("float[2]", "float[1]").type()).isEqualTo("bool[2]");
        assertThat(node("Add").input("float[2,3]", "float[4,3]").fails())
                .hasMessageContaining("value 'x1'")
                .hasMessageContaining("shapes [2,3] and [4,3] do not broadcast");
    }

    @Test
    void operandsHaveOneType() {
        assertThat(node("Add").input("float[2]", "int64[2]").fails())
                .hasMessageContaining("found float and int64")
                .hasMessageContaining("insert a Cast");
    }

    @Test
    void oldOperandsBroadcastToTheFirst() {
        assertThat(node("Add")
                        .opset(6)
                        .input("float[3,4,5]", "float[4]")
                        .with("broadcast", 1, "axis", 1)
                        .type())
                .isEqualTo("float[3,4,5]");
    }

    @Test
    void slopesBroadcastToTheInput() {
        assertThat(node("PRelu").input("float[N,3,4]", "float[3,1]").type()).isEqualTo("float[N,3,4]");
        assertThat(node("PRelu").input("float[N,3,4]", "float[3]").fails()).hasMessageContaining("do not broadcast");
    }

    @Test
    void sizesAreFollowedThroughArithmetic() {
        assertThat(node("Mul").sizes("[N,3]").scalar(2).elements()).isEqualTo("[2*N, 6]");
        assertThat(node("Add").sizes("[N,3]").vector(0, 4).elements()).isEqualTo("[N, 7]");
        assertThat(node("Sub").sizes("[N,3]").sizes("[N,1]").elements()).isEqualTo("[0, 2]");
        assertThat(node("Div").sizes("[N,7]").scalar(2).elements()).isEqualTo("[?, 3]");
        assertThat(node("Max").vector(1, 5).vector(3, 4).elements()).isEqualTo("[3, 5]");
        assertThat(node("Min").vector(1, 5).vector(3, 4).elements()).isEqualTo("[1, 4]");
        assertThat(node("Mod").vector(-7, 7).scalar(3).elements()).isEqualTo("[2, 1]");
        assertThat(node("Add").vector(1).input("int64[1]").elements()).isEqualTo("unknown");
    }

    @Test
    void floatsAreRoundedAsTheRuntimeRounds() {
        Tensor third = Tensor.ofFloats(new long[0], 1 / 3f);
        assertThat(node("Mul")
                        .constant(Tensor.ofFloats(new long[] {1}, 3f))
                        .constant(third)
                        .elements())
                .isEqualTo("[" + (double) (3f * (1 / 3f)) + "]");
        assertThat(node("Floor")
                        .constant(Tensor.ofFloats(new long[] {2}, 1.5f, -1.5f))
                        .elements())
                .isEqualTo("[1.0, -2.0]");
        assertThat(node("Ceil")
                        .constant(Tensor.ofFloats(new long[] {2}, 1.5f, -1.5f))
                        .elements())
                .isEqualTo("[2.0, -1.0]");
        assertThat(node("Round")
                        .constant(Tensor.ofFloats(new long[] {2}, 2.5f, 3.5f))
                        .elements())
                .isEqualTo("[2.0, 4.0]");
    }

    @Test
    void castsChangeTypeAndElements() {
        assertThat(node("Cast").sizes("[N,3]").with("to", 1).elements()).isEqualTo("[N, 3.0]");
        assertThat(node("Cast")
                        .constant(Tensor.ofFloats(new long[] {2}, 2.9f, -2.9f))
                        .with("to", 7)
                        .elements())
                .isEqualTo("[2, -2]");
        assertThat(node("Cast").input("float[2]").with("to", 3).type()).isEqualTo("int8[2]");
        assertThat(node("Cast").opset(5).input("float[2]").with("to", "INT64").type())
                .isEqualTo("int64[2]");
        assertThat(node("CastLike").input("float[2]", "int8[5]").type()).isEqualTo("int8[2]");
        assertThat(node("Cast").input("float[2]").with("to", 99).fails()).hasMessageContaining("no element type: 99");
    }

    @Test
    void comparisonsOfSizesAreDecidedWhereEveryRunAgrees() {
        assertThat(node("Equal").sizes("[N,3,4]").scalar(-1).elements()).isEqualTo("[0, 0, 0]");
        assertThat(node("Equal").sizes("[N,3,4]").scalar(3).elements()).isEqualTo("[?, 1, 0]");
        assertThat(node("Greater").sizes("[N,3]").vector(2, 2).elements()).isEqualTo("[?, 1]");
        assertThat(node("Not").constant(Tensor.ofLongs(new long[] {2}, 0, 1)).elements())
                .isEqualTo("[1, 0]");
        assertThat(node("Where")
                        .constant(Tensor.ofLongs(new long[] {2}, 1, 0))
                        .sizes("[N,M]")
                        .vector(7, 8)
                        .elements())
                .isEqualTo("[N, 8]");
    }

    @Test
    void identityPassesElementsOnButDropoutDoesNot() {
        assertThat(node("Identity").sizes("[N]").elements()).isEqualTo("[N]");
        assertThat(node("Dropout").opset(12).outputs(2).input("float[N,2]").types())
                .containsExactly("float[N,2]", "bool[N,2]");
        assertThat(node("Dropout").opset(7).outputs(2).input("float[N,2]").types())
                .containsExactly("float[N,2]", "float[N,2]");
        assertThat(node("Dropout").vector(1).elements())
                .as("training changes the values")
                .isEqualTo("unknown");
    }
}
