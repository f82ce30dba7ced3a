package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void roundsAsTheModeSaysThenClamps() {
        assertThat(Stage.of(-1, RoundingMode.FLOOR, -128, 127).apply(-3, 0)).isEqualTo(-2);
        assertThat(Stage.of(-1, RoundingMode.HALF_UP, -128, 127).apply(-3, 0)).isEqualTo(-1);
        assertThat(Stage.of(-1, RoundingMode.HALF_EVEN, -128, 127).apply(5, 0)).isEqualTo(2);
        assertThat(Stage.of(2, RoundingMode.FLOOR, -128, 127).apply(100, 0)).isEqualTo(127);
    }

    @Test
    void theBiasIsAddedBehindTheShift() {
        Stage stage = Stage.of(-1, RoundingMode.FLOOR, -128, 127).withBias(ImmutableLongArray.of(10, -200));

        assertThat(stage.apply(3, 0)).isEqualTo(11);
        assertThat(stage.apply(3, 1)).isEqualTo(-128);
    }

    @Test
    void everyNumberMayDifferByChannel() {
        Stage stage = new Stage(
                ImmutableIntArray.of(0, -4),
                RoundingMode.FLOOR,
                ImmutableLongArray.of(),
                ImmutableIntArray.of(0, -8),
                ImmutableIntArray.of(50));

        assertThat(stage.apply(-1, 0)).isZero();
        assertThat(stage.apply(-1, 1)).isEqualTo(-1);
        assertThat(stage.clamped(-2, 20).apply(1000, 1)).isEqualTo(20);
    }

    @Test
    void stagesFollowEachOther() {
        Epilogue epilogue = new Epilogue(
                ImmutableList.of(
                        Stage.of(-4, RoundingMode.FLOOR, -32768, 32767), Stage.of(-3, RoundingMode.FLOOR, -128, 127)),
                BitWidth.INT8);

        assertThat(epilogue.apply(-1, 0)).isEqualTo(-1);
        assertThat(epilogue.withBias(80).apply(0, 0)).isEqualTo(10);
        assertThat(epilogue.withBias(80).clamped(0, 5).apply(0, 0)).isEqualTo(5);
    }
}
