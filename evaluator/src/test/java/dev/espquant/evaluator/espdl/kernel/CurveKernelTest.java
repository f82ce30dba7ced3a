package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class CurveKernelTest {

    private static int[] curve(String opType, DataType type) {
        return EspdlNodeTester.of(opType)
                .input(type, -4, new int[] {4}, -40, -1, 0, 24)
                .output(type, -6, 4)
                .integers();
    }

    @Test
    void curvesOfRealNumbers() {
        assertThat(curve("Sigmoid", DataType.INT8)).containsExactly(5, 31, 32, 52);
        assertThat(curve("Tanh", DataType.INT16)).containsExactly(-63, -4, 0, 58);
        assertThat(curve("Swish", DataType.INT16)).containsExactly(-12, -2, 0, 78);
        assertThat(curve("Exp", DataType.INT16)).containsExactly(5, 60, 64, 287);
        assertThat(curve("LeakyRelu", DataType.INT16)).containsExactly(-2, 0, 0, 96);
        assertThat(curve("Elu", DataType.INT16)).containsExactly(-59, -4, 0, 96);
        assertThat(curve("HardSigmoid", DataType.INT16)).containsExactly(0, 31, 32, 51);
        assertThat(curve("HardSwish", DataType.INT16)).containsExactly(-13, -2, 0, 72);
    }

    @Test
    void parametersAreAttributes() {
        assertThat(EspdlNodeTester.of("LeakyRelu")
                        .attribute("alpha", Attribute.of(0.5f))
                        .input(DataType.INT8, 0, new int[] {2}, -7, 7)
                        .output(DataType.INT8, 0, 2)
                        .integers())
                .containsExactly(-3, 7);
    }

    @Test
    void int16LooksAtNoTable() {
        EspdlNodeTester sigmoid = EspdlNodeTester.of("Sigmoid")
                .attribute("lut", Attribute.of("t"))
                .tensor("t", DataType.INT16, new int[] {-6}, "UNK", new int[] {257}, new int[257])
                .input(DataType.INT16, -4, new int[] {1}, 24)
                .output(DataType.INT16, -6, 1);
        assertThat(sigmoid.integers()).containsExactly(52);
    }

    @Test
    void aTableTakesThePlaceOfTheCurve() {
        int[] table = new int[256];
        table[128 + 3] = 42;
        assertThat(EspdlNodeTester.of("Sigmoid")
                        .attribute("lut", Attribute.of("t"))
                        .tensor("t", DataType.INT8, new int[] {-6}, "UNK", new int[] {256}, table)
                        .input(DataType.INT8, -4, new int[] {1}, 3)
                        .output(DataType.INT8, -6, 1)
                        .integers())
                .containsExactly(42);
    }
}
