package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.evaluator.espdl.EspdlRuns;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.DataType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTableTest {

    private static Optional<EngineOperator> describe(EspdlKernel kernel, EspdlNodeTester tester) {
        return kernel.prepare(EspdlRuns.of(tester).context()).describe();
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT16"})
    void aFunctionIsATableOfWhatItsKernelMakesOfEveryInteger(DataType type) {
        int least = type == DataType.INT8 ? -128 : -32768;
        EspdlNodeTester tester = EspdlNodeTester.of("LeakyRelu")
                .on("esp32p4")
                .input(type, -4, new int[] {3}, least, 5, -least - 1)
                .output(type, -3, 3);
        EngineOperator.Table table =
                (EngineOperator.Table) describe(new CurveKernel(), tester).orElseThrow();
        int[] y = tester.integers();
        assertThat(table.layer().apply(least)).isEqualTo(y[0]);
        assertThat(table.layer().apply(5)).isEqualTo(y[1]);
        assertThat(table.layer().apply(-least - 1)).isEqualTo(y[2]);
    }

    @Test
    void whatOnlyCutsIsARange() {
        assertThat(describe(
                        new ReluKernel(),
                        EspdlNodeTester.of("Relu")
                                .input(DataType.INT8, -4, new int[] {1}, 3)
                                .output(DataType.INT8, -4, 1)))
                .contains(new EngineOperator.Clamp(0, 127));
        assertThat(describe(
                        new ClipKernel(),
                        EspdlNodeTester.of("Clip")
                                .input(DataType.INT8, -4, new int[] {1}, 3)
                                .constant(DataType.INT8, -4, new int[] {1}, -10)
                                .constant(DataType.INT8, -4, new int[] {1}, 96)
                                .output(DataType.INT8, -4, 1)))
                .contains(new EngineOperator.Clamp(-10, 96));
    }

    @Test
    void conversionsBetweenWidthsAreTables() {
        EspdlNodeTester tester = EspdlNodeTester.of("RequantizeLinear")
                .input(DataType.INT16, -10, new int[] {2}, 1000, -32768)
                .output(DataType.INT8, -4, 2);
        EngineOperator.Table table =
                (EngineOperator.Table) describe(new RequantizeKernel(), tester).orElseThrow();
        assertThat(table.layer().apply(1000)).isEqualTo(16).isEqualTo(tester.integers()[0]);
        assertThat(table.layer().apply(-32768)).isEqualTo(-128);
    }

    @Test
    void realNumbersAndComputedBoundsHaveNoTable() {
        assertThat(describe(
                        new ClipKernel(),
                        EspdlNodeTester.of("Clip")
                                .input(DataType.INT8, -4, new int[] {1}, 3)
                                .input(DataType.INT8, -4, new int[] {1}, -10)
                                .output(DataType.INT8, -4, 1)))
                .isEmpty();
        assertThat(describe(
                        new RequantizeKernel(),
                        EspdlNodeTester.of("QuantizeLinear")
                                .input(new int[] {1}, 3)
                                .output(DataType.INT8, -4, 1)))
                .isEmpty();
    }
}
