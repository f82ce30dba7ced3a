package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonKernelTest {

    @ParameterizedTest
    @CsvSource({"Equal,0,1,0", "Greater,0,0,1", "GreaterOrEqual,0,1,1", "Less,1,0,0", "LessOrEqual,1,1,0"})
    void oneOrZero(String opType, int less, int equal, int greater) {
        assertThat(EspdlNodeTester.of(opType)
                        .input(DataType.INT16, 0, new int[] {3}, 1, 2, 3)
                        .input(DataType.INT16, 0, new int[] {1}, 2)
                        .output(DataType.BOOL, 0, 3)
                        .integers())
                .containsExactly(less, equal, greater);
    }
}
