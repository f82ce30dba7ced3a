package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

/** Which layers get which layout; the order of elements is {@link FilterPackingTest}'s business. */
class PackFiltersTest {

    private static Lowered conv(long outputs, long inputs, long group) {
        return Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, inputs * group, 5, 5)
                .initializer("w", Graphs.ramp(outputs, inputs, 3, 2))
                .node("Conv", "x w", "y", "group", group)
                .output("y")
                .build());
    }

    private static EspdlTensor filter(Lowered lowered) {
        return lowered.graph().initializer("w").orElseThrow();
    }

    @Test
    void convolutionsAreBlockedWhereTheTargetIs() {
        assertThat(filter(conv(32, 3, 1)).layout()).contains("(N/16)HWC16");
        assertThat(filter(conv(20, 3, 1)).layout()).contains("(N/16)HWC16_UNALIGNED");
        assertThat(filter(conv(20, 3, 1).on("c")).layout()).contains("NHWC");
        assertThat(filter(conv(20, 3, 1)).elements().sizes()).containsExactly(3, 2, 3, 20);
    }

    @Test
    void depthwiseFiltersHaveTheirChannelsInFront() {
        assertThat(filter(conv(16, 1, 16)).elements().sizes()).containsExactly(3, 2, 16, 1);
        assertThat(filter(conv(16, 1, 16).on("c")).layout()).contains("HWCN");
    }

    @Test
    void blocksOf16BitsHaveEightChannels() {
        TableEntry wide = TableEntry.of(-12).withBits(BitWidth.INT16, BitWidth.INT8);
        Lowered lowered = conv(24, 3, 1)
                .with("x", wide)
                .with("y", wide)
                .with("w", TableEntry.of(-15).withBits(BitWidth.INT16, BitWidth.INT8));
        assertThat(filter(lowered).layout()).contains("(N/8)HWC8");
    }

    @Test
    void matricesOfGemmAndMatMul() {
        Graphs model = Graphs.model("m").input("x", DataType.FLOAT, 2, 6).initializer("w", Graphs.ramp(6, 10));
        EspdlTensor gemm =
                filter(Lowered.of(model.node("Gemm", "x w", "y").output("y").build()));
        assertThat(gemm.elements().sizes()).containsExactly(1, 1, 6, 10);
        assertThat(gemm.layout()).contains("(N/16)HWC16_UNALIGNED");
        EspdlTensor product = filter(Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 6)
                .initializer("w", Graphs.ramp(6, 10))
                .node("MatMul", "x w", "y")
                .output("y")
                .build()));
        assertThat(product.elements().sizes()).containsExactly(6, 10);
        assertThat(product.layout()).isEqualTo(gemm.layout());
        assertThat(product.elements().toLongs()).isEqualTo(gemm.elements().toLongs());
    }
}
