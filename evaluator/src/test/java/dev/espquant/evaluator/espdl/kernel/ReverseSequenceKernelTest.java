package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ReverseSequenceKernelTest {

    @Test
    void theFirstStepsOfEachBatchAreReversed() {
        assertThat(EspdlNodeTester.of("ReverseSequence")
                        .attribute("time_axis", Attribute.of(1))
                        .attribute("batch_axis", Attribute.of(0))
                        .input(DataType.INT8, 0, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                        .constant(DataType.INT64, 0, new int[] {2}, 2, 3)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(2, 1, 3, 6, 5, 4);
    }
}
