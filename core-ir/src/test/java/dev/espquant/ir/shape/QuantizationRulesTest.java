package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantizationRulesTest {
    @Test
    void theZeroPointGivesTheType() {
        assertThat(node("QuantizeLinear")
                        .input("float[N,3]", "float[]", "int8[]")
                        .type())
                .isEqualTo("int8[N,3]");
        assertThat(node("QuantizeLinear").input("float[N,3]", "float[]").type()).isEqualTo("uint8[N,3]");
        assertThat(node("QuantizeLinear")
                        .opset(21)
                        .input("float[N,3]", "float[]")
                        .with("output_dtype", 5)
                        .type())
                .isEqualTo("int16[N,3]");
    }

    @Test
    void theScaleGivesTheRealType() {
        assertThat(node("DequantizeLinear").input("int8[N,3]", "float16[]").type())
                .isEqualTo("float16[N,3]");
        assertThat(node("DequantizeLinear")
                        .domain("com.microsoft")
                        .input("uint16[N]", "float[]")
                        .type())
                .isEqualTo("float[N]");
    }

    @Test
    void dynamicQuantizationHasScaleAndZeroPoint() {
        assertThat(node("DynamicQuantizeLinear").outputs(3).input("float[N,3]").types())
                .containsExactly("uint8[N,3]", "float[]", "uint8[]");
    }

    @Test
    void quantizedOperandsBroadcast() {
        NodeTester add = node("QLinearAdd").domain("com.microsoft");
        assertThat(add.input("int8[N,3]", "float[]", "int8[]", "int8[3]", "float[]", "int8[]")
                        .type())
                .isEqualTo("int8[N,3]");
        assertThat(node("QLinearMul")
                        .domain("com.microsoft")
                        .input("int8[2]", "float[]", "int8[]", "int8[3]", "float[]", "int8[]")
                        .fails())
                .hasMessageContaining("do not broadcast");
    }
}
