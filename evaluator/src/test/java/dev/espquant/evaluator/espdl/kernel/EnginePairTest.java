package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.ElementwiseLayer.Operation;
import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.evaluator.espdl.EspdlRuns;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.DataType;
import dev.espquant.quant.RoundingMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginePairTest {
    private static EspdlNodeTester pair(DataType left, DataType right, int... rightSizes) {
        return EspdlNodeTester.of("Add")
                .on("esp32p4")
                .input(left, -4, new int[] {2, 3}, new int[6])
                .input(right, -4, rightSizes, new int[rightSizes.length == 2 ? 6 : 3]);
    }

    private static Optional<EngineOperator> of(EspdlNodeTester tester, int exponent) {
        return EnginePair.of(EspdlRuns.of(tester).context(), Operation.of("Mul"), exponent);
    }

    @Test
    void alikeOperandsArePaired() {
        EngineOperator pair = of(pair(DataType.INT16, DataType.INT16, 2, 3).output(DataType.INT16, -4, 2, 3), -3)
                .orElseThrow();
        assertThat(pair)
                .isEqualTo(new EngineOperator.Elementwise(
                        new ElementwiseLayer(Operation.of("Mul"), 0, 0, -3, RoundingMode.HALF_EVEN, -32768, 32767)));
    }

    @Test
    void whereNothingIsShiftedNothingIsRounded() {
        EngineOperator.Elementwise pair = (EngineOperator.Elementwise)
                of(pair(DataType.INT8, DataType.INT8, 2, 3).output(DataType.INT8, -4, 2, 3), 0)
                        .orElseThrow();
        assertThat(pair.layer())
                .isEqualTo(new ElementwiseLayer(Operation.of("Mul"), 0, 0, 0, RoundingMode.FLOOR, -128, 127));
    }

    @Test
    void othersAreNot() {
        assertThat(of(pair(DataType.INT8, DataType.INT8, 3).output(DataType.INT8, -4, 2, 3), 0))
                .as("repeated along an axis")
                .isEmpty();
        assertThat(of(pair(DataType.INT8, DataType.INT16, 2, 3).output(DataType.INT8, -4, 2, 3), 0))
                .as("of two widths")
                .isEmpty();
        assertThat(of(pair(DataType.INT8, DataType.INT8, 2, 3).output(DataType.FLOAT, 0, 2, 3), 0))
                .as("with a real result")
                .isEmpty();
        EspdlNodeTester constant = EspdlNodeTester.of("Add")
                .input(DataType.INT8, -4, new int[] {3}, 1, 2, 3)
                .constant(DataType.INT8, -4, new int[] {3}, 1, 2, 3)
                .output(DataType.INT8, -4, 3);
        assertThat(of(constant, 0)).as("with a constant").isEmpty();
    }
}
