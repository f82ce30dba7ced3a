package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ReduceKernelTest {

    private static EspdlNodeTester reduce(String opType, int outExponent, long keep) {
        return EspdlNodeTester.of(opType)
                .attribute("keepdims", Attribute.of(keep))
                .input(DataType.INT8, -1, new int[] {2, 3}, 1, -2, 3, 4, 5, -7)
                .constant(DataType.INT64, 0, new int[] {1}, -1)
                .output(DataType.INT8, outExponent, 2);
    }

    @Test
    void axesAreKeptOrDropped() {
        assertThat(reduce("ReduceMean", -1, 1).run().sizes()).containsExactly(2, 1);
        assertThat(reduce("ReduceMean", -1, 0).run().sizes()).containsExactly(2);
    }

    @Test
    void withoutAxesEverythingIsReduced() {
        EspdlNodeTester all = EspdlNodeTester.of("ReduceMax")
                .input(DataType.INT8, 0, new int[] {2, 2}, 1, -2, 3, 2)
                .output(DataType.INT8, 0, 1, 1);
        assertThat(all.integers()).containsExactly(3);
    }

    @Test
    void innerAxesAreFoundWhereverTheyLie() {
        assertThat(EspdlNodeTester.of("ReduceSum")
                        .attribute("keepdims", Attribute.of(0))
                        .input(DataType.INT8, 0, new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8)
                        .constant(DataType.INT64, 0, new int[] {2}, 0, 2)
                        .output(DataType.INT8, 0, 2)
                        .integers())
                .containsExactly(14, 22);
    }

    @Test
    void aReductionOfEachKind() {
        assertThat(reduce("ReduceMean", -3, 0).integers()).containsExactly(3, 3);
        assertThat(reduce("ReduceSum", 0, 0).integers()).containsExactly(1, 1);
        assertThat(reduce("ReduceL1", -1, 0).integers()).containsExactly(6, 16);
        assertThat(reduce("ReduceSumSquare", -1, 0).integers()).containsExactly(7, 45);
        assertThat(reduce("ReduceL2", -3, 0).integers()).containsExactly(15, 38);
        assertThat(reduce("ReduceProd", -2, 0).integers()).containsExactly(-3, -70);
        assertThat(reduce("ReduceMax", -1, 0).integers()).containsExactly(3, 5);
        assertThat(reduce("ReduceMin", -1, 0).integers()).containsExactly(-2, -7);
        assertThat(reduce("ReduceLogSum", -4, 0).integers()).containsExactly(0, 0);
        assertThat(reduce("ReduceLogSumExp", -4, 0).integers()).containsExactly(30, 48);
    }
}
