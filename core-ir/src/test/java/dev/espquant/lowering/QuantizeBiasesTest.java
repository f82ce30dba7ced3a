package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class QuantizeBiasesTest {

    private static Lowered layer(float... bias) {
        return Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", Graphs.ramp(4, bias.length))
                .initializer("b", Tensor.ofFloats(new long[] {bias.length}, bias))
                .node("Gemm", "x w b", "y")
                .output("y")
                .build());
    }

    private static EspdlTensor bias(Lowered lowered) {
        return lowered.graph().initializer("b").orElseThrow();
    }

    @Test
    void theirExponentIsThatOfTheSums() {
        EspdlTensor bias = bias(layer(1, -0.5f));
        assertThat(bias.type()).isEqualTo(DataType.INT32);
        assertThat(bias.exponents().toArray()).containsExactly(-11);
        assertThat(bias.elements().toLongs()).containsExactly(2048, -1024);
    }

    @Test
    void channelsHaveTheirOwnWhereWeightsDo() {
        EspdlTensor bias = bias(layer(1, 1).on("p4").with("w", TableEntry.of(-7, -9)));
        assertThat(bias.exponents().toArray()).containsExactly(-11, -13);
        assertThat(bias.elements().toLongs()).containsExactly(2048, 8192);
    }

    /** Half a step: the P4 takes the even neighbour, the others the upper one. */
    @Test
    void theyAreRoundedAsTheTargetRounds() {
        float tie = Math.scalb(2.5f, -11);
        assertThat(bias(layer(tie).on("p4")).elements().toLongs()).containsExactly(2);
        assertThat(bias(layer(tie).on("s3")).elements().toLongs()).containsExactly(3);
    }

    /** A bias just beyond 20 bits loses less than half a step of the output, so that the weights need not give way. */
    @Test
    void theyAreClippedToTheTargetsRange() {
        float beyond = Math.scalb(524288 + 10f, -11);
        assertThat(bias(layer(beyond, -beyond)).elements().toLongs()).containsExactly(524287, -524288);
        assertThat(bias(layer(beyond).on("c")).elements().toLongs()).containsExactly(524298);
    }

    @Test
    void layersOf16BitsHaveBiasesOf64() {
        TableEntry wide = TableEntry.of(-12).withBits(BitWidth.INT16, BitWidth.INT8);
        EspdlTensor bias = bias(layer(1).with("x", wide)
                .with("y", wide)
                .with("w", TableEntry.of(-15).withBits(BitWidth.INT16, BitWidth.INT8)));
        assertThat(bias.type()).isEqualTo(DataType.INT64);
        assertThat(bias.elements().toLongs()).containsExactly(1L << 27);
    }
}
