package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterOrderTest {

    @Test
    void plainFiltersLieChannelByChannelOrTapByTap() {
        FilterOrder plain = new FilterOrder(1);
        assertThat(plain.inBlocks(20)).isZero();
        assertThat(plain.places(2, 3, false)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(plain.places(2, 3, true)).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void blocksComeFirstAndTheRestIsPlain() {
        FilterOrder blocks = FilterOrder.blocked(DataType.INT16);
        assertThat(blocks.inBlocks(10)).isEqualTo(8);
        int[] dense = blocks.places(10, 2, false);
        assertThat(dense[3 * 2 + 1]).isEqualTo(8 + 3);
        assertThat(dense[9 * 2 + 1]).isEqualTo(16 + 3);
        int[] depthwise = blocks.places(10, 2, true);
        assertThat(depthwise[9 * 2 + 1]).isEqualTo(16 + 2 + 1);
    }

    private static EspdlNodeTester gemm(String layout) {
        return EspdlNodeTester.of("Gemm")
                .on("esp32s3")
                .input(DataType.INT8, 0, new int[] {1, 2}, 1, 10)
                .constant(DataType.INT8, new int[] {0}, layout, new int[] {1, 1, 2, 1}, 3, 4)
                .output(DataType.INT8, 0, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(N/16)HWC16_UNALIGNED", "N16HWC16_UNALIGNED", "NHWC", "UNK", ""})
    void layoutsOfAllExportersAreKnown(String layout) {
        assertThat(gemm(layout).integers()).containsExactly(43);
    }

    @Test
    void otherLayoutsAreRefused() {
        assertThatThrownBy(() -> gemm("NCHW").run()).hasMessageContaining("NCHW is unknown");
        assertThatThrownBy(() -> gemm("(N/8)HWC8").run()).hasMessageContaining("none for int8");
    }
}
