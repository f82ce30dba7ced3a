package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeImagesTest {
    private static NodeImages images(EspdlNodeTester tester, String... computed) {
        EspdlProgram program = EspdlProgram.of(tester.graph(), tester.facts(), EspdlKernels.load());
        return NodeImages.of(program, program.steps().get(0), ImmutableSet.copyOf(computed));
    }

    @Test
    void everyImageOfABatchIsComputedOnItsOwn() {
        NodeImages sum = images(
                EspdlNodeTester.of("ReduceSum")
                        .input(DataType.INT8, 0, new int[] {1, 3}, 0, 0, 0)
                        .constant(DataType.INT64, 0, new int[] {1}, 1)
                        .output(DataType.INT8, 0, 1, 1),
                "x0");
        QuantizedBuffer y = QuantizedBuffer.of(new byte[2]);
        long overflows =
                sum.run(List.of(QuantizedBuffer.of(BitWidth.INT8, 1, 2, 3, 10, 20, 30)), List.of(y), 2, new Scratch());
        assertThat(y.bytes()).containsExactly(6, 60);
        assertThat(overflows).isZero();
        assertThat(sum.reads()).containsExactly("x0");
    }

    /** A second image finds nothing of the first one, and constants where the first one found them. */
    @Test
    void constantsStandBetweenComputedInputs() {
        NodeImages difference = images(
                EspdlNodeTester.of("Sub")
                        .constant(DataType.INT16, -2, new int[] {1}, 100)
                        .input(DataType.INT16, -2, new int[] {2}, 0, 0)
                        .output(DataType.INT16, -2, 2),
                "x1");
        QuantizedBuffer y = QuantizedBuffer.of(new short[4]);
        Scratch scratch = new Scratch();
        for (int round = 0; round < 2; round++) {
            difference.run(List.of(QuantizedBuffer.of(BitWidth.INT16, 1, 2, 3, 4)), List.of(y), 2, scratch);
            assertThat(y.shorts()).containsExactly(99, 98, 97, 96);
        }
        assertThat(difference.reads()).containsExactly("x1");
    }

    @Test
    void lanesThatOverflowAreCountedOverAllImages() {
        int[] ones = new int[70 * 16];
        java.util.Arrays.fill(ones, 127);
        NodeImages layer = images(
                EspdlNodeTester.of("Gemm")
                        .on("esp32s3")
                        .input(DataType.INT8, 0, new int[] {1, 70}, new int[70])
                        .constant(DataType.INT8, new int[] {0}, "(N/16)HWC16", new int[] {1, 1, 70, 16}, ones)
                        .output(DataType.INT8, 4, 1, 16),
                "x0");
        byte[] x = new byte[140];
        // 70 products of 127 * 127 leave 20 bits in the second image only.
        java.util.Arrays.fill(x, 70, 140, (byte) 127);
        long overflows =
                layer.run(List.of(QuantizedBuffer.of(x)), List.of(QuantizedBuffer.of(new byte[32])), 2, new Scratch());
        assertThat(overflows).isEqualTo(16);
    }
}
