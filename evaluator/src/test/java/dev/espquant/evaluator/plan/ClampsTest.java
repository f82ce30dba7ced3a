package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

/** Ranges one after the other are one range. */
class ClampsTest {
    private static final Clamps NONE = new Clamps("sum", Integer.MIN_VALUE, Integer.MAX_VALUE);

    @Test
    void rangesFollowEachOther() {
        Clamps clamps = NONE.then("relu", new EngineOperator.Clamp(0, Integer.MAX_VALUE))
                .then("six", new EngineOperator.Clamp(-5, 96));
        assertThat(clamps).isEqualTo(new Clamps("six", 0, 96));
        assertThat(clamps.then("last", new EngineOperator.Clamp(100, 120))).isEqualTo(new Clamps("last", 100, 100));
    }

    @Test
    void layersApplyThem() {
        Epilogue epilogue = Epilogue.shift(-1, RoundingMode.FLOOR, BitWidth.INT8);
        ElementwiseLayer sum =
                new ElementwiseLayer(ElementwiseLayer.Operation.ADD, 0, 0, 0, RoundingMode.FLOOR, -128, 127);
        Clamps clamps = new Clamps("relu", 0, 20);
        for (int value : new int[] {-100, -1, 0, 20, 30, 41, 42, 100, 1000}) {
            int expected = Math.min(Math.max(value, 0), 20);
            assertThat(clamps.applyTo(epilogue).apply(2L * value, 0)).isEqualTo(expected);
            assertThat(clamps.applyTo(sum).apply(value, 0)).isEqualTo(expected);
        }
        assertThat(NONE.applyTo(epilogue)).isSameAs(epilogue);
        assertThat(NONE.applyTo(sum)).isSameAs(sum);
    }
}
