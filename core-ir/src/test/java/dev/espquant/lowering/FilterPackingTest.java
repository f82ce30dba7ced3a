package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FilterPackingTest {

    @Test
    void blocksComeFirstAndTheTailLiesPlain() {
        Tensor filter = ramp(3, 2, 1, 1);
        assertThat(new FilterPacking(2).filter(filter))
                .isEqualTo(IntegerTensors.of(DataType.INT8, new long[] {1, 1, 2, 3}, 0, 2, 1, 3, 4, 5));
        assertThat(new FilterPacking(2).name(2, 3, false)).isEqualTo("(N/2)HWC2_UNALIGNED");
        assertThat(new FilterPacking(2).name(1, 4, false)).isEqualTo("(N/2)WC2");
    }

    @Test
    void withoutBlocksOutputChannelsFollowEachOther() {
        assertThat(new FilterPacking(0).filter(ramp(2, 2, 2)))
                .isEqualTo(IntegerTensors.of(DataType.INT8, new long[] {2, 2, 2}, 0, 2, 1, 3, 4, 6, 5, 7));
        assertThat(new FilterPacking(0).name(2, 3, false)).isEqualTo("NHWC");
        assertThat(new FilterPacking(0).name(2, 3, true)).isEqualTo("HWCN");
    }

    @Test
    void depthwiseFiltersLieWindowByWindow() {
        assertThat(new FilterPacking(2).depthwise(ramp(3, 1, 2)))
                .isEqualTo(IntegerTensors.of(DataType.INT8, new long[] {2, 3, 1}, 0, 2, 1, 3, 4, 5));
    }

    @Test
    void everyMatrixOfAStackIsPackedOnItsOwn() {
        Tensor packed = new FilterPacking(0).matrices(ramp(2, 2, 2));
        assertThat(packed).isEqualTo(IntegerTensors.of(DataType.INT8, new long[] {2, 2, 2}, 0, 2, 1, 3, 4, 6, 5, 7));
    }

    @Test
    void whatIsPackedIsFoundAgainByTheFormulaOfTheLayout() {
        for (int lanes : new int[] {0, 8, 16}) {
            for (int outputs : new int[] {1, 8, 16, 19}) {
                Tensor filter = ramp(outputs, 3, 2, 2);
                assertThat(Unpacking.filter(new FilterPacking(lanes).filter(filter), lanes, outputs, 3, false))
                        .isEqualTo(filter);
                Tensor depthwise = ramp(outputs, 1, 2, 2);
                assertThat(Unpacking.filter(new FilterPacking(lanes).depthwise(depthwise), lanes, outputs, 1, true))
                        .isEqualTo(depthwise);
            }
        }
    }

    private static Tensor ramp(long... sizes) {
        long count = LongStream.of(sizes).reduce(1, (a, b) -> a * b);
        return IntegerTensors.of(
                DataType.INT8,
                sizes,
                LongStream.range(0, count).map(i -> i % 100).toArray());
    }
}
