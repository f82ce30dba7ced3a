package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConvKernelTest {

    @Test
    void stridesDilationsAndPadsInOnnxOrder() {
        assertThat(EspdlNodeTester.of("Conv")
                        .on("esp32")
                        .attribute("pads", Attribute.ofInts(1, 0))
                        .attribute("strides", Attribute.ofInts(2))
                        .attribute("dilations", Attribute.ofInts(2))
                        .input(DataType.INT8, 0, new int[] {1, 6, 1}, 1, 2, 3, 4, 5, 6)
                        .constant(DataType.INT8, new int[] {0}, "NWC", new int[] {2, 1, 1}, 1, 10)
                        .output(DataType.INT8, 0, 1, 3, 1)
                        .integers())
                .containsExactly(20, 42, 64);
    }

    @Test
    void depthwiseChannelsKeepToThemselves() {
        assertThat(EspdlNodeTester.of("Conv")
                        .on("esp32")
                        .attribute("group", Attribute.of(2))
                        .input(DataType.INT8, 0, new int[] {1, 2, 1, 2}, 1, 2, 3, 4)
                        .constant(DataType.INT8, new int[] {0}, "HWCN", new int[] {2, 1, 2, 1}, 1, 2, 10, 20)
                        .output(DataType.INT8, 0, 1, 1, 1, 2)
                        .integers())
                .containsExactly(31, 84);
    }

    @Test
    void lanesOfWholeBlocksSaturateOnTheWay() {
        assertThat(wide("esp32s3").result().overflowCount()).isEqualTo(16);
        assertThat(wide("esp32s3").integers()).containsOnly(-2);
        assertThat(wide("esp32p4").integers()).containsOnly(4);
        assertThat(wide("esp32p4").result().overflowCount()).isZero();
    }

    /** The bias is 4 * 2^16 and products add up to 0; but 40 of them leave 20 bits, and from 524287 the others lead to -120873. */
    private static EspdlNodeTester wide(String target) {
        int[] x = new int[80];
        int[] weights = new int[80 * 16];
        for (int i = 0; i < x.length; i++) {
            x[i] = 127;
            Arrays.fill(weights, i * 16, i * 16 + 16, i < 40 ? 127 : -127);
        }
        int[] bias = new int[16];
        Arrays.fill(bias, 4 << 16);
        return EspdlNodeTester.of("Conv")
                .on(target)
                .input(DataType.INT8, 0, new int[] {1, 1, 80}, x)
                .constant(DataType.INT8, new int[] {0}, "(N/16)WC16", new int[] {1, 80, 16}, weights)
                .constant(DataType.INT32, 0, new int[] {16}, bias)
                .output(DataType.INT8, 16, 1, 1, 16);
    }

    @Test
    void exponentsOfChannelsShiftChannels() {
        EspdlNodeTester conv = EspdlNodeTester.of("Conv")
                .on("esp32p4")
                .input(DataType.INT8, 0, new int[] {1, 1, 1}, 8)
                .constant(DataType.INT8, new int[] {0, -2}, "(N/16)WC16_UNALIGNED", new int[] {1, 1, 2}, 3, 3)
                .output(DataType.INT8, 0, 1, 1, 2);
        assertThat(conv.integers()).containsExactly(24, 6);
        assertThatThrownBy(() -> conv.on("esp32s3").run()).hasMessageContaining("no kernel");
    }

    @Test
    void groupsOfSeveralChannelsAreRefused() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Conv")
                        .on("esp32")
                        .attribute("group", Attribute.of(2))
                        .input(DataType.INT8, 0, new int[] {1, 1, 4}, 1, 2, 3, 4)
                        .constant(DataType.INT8, new int[] {0}, "NWC", new int[] {1, 2, 4}, 1, 1, 1, 1, 1, 1, 1, 1)
                        .output(DataType.INT8, 0, 1, 1, 4)
                        .run())
                .hasMessageContaining("groups of one channel only");
    }
}
