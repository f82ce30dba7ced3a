package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableLayerTest {
    static TableLayer of(BitWidth input, BitWidth output, IntUnaryOperator function) {
        IntStream entries = IntStream.rangeClosed(input.min(), input.max()).map(function);
        return new TableLayer(ImmutableIntArray.copyOf(entries), input, output);
    }

    @Test
    void everyIntegerHasAnEntry() {
        TableLayer negation = of(BitWidth.INT8, BitWidth.INT8, x -> Math.min(127, -x));
        assertThat(negation.apply(-128)).isEqualTo(127);
        assertThat(negation.apply(127)).isEqualTo(-127);
        assertThatThrownBy(() -> new TableLayer(ImmutableIntArray.of(1, 2), BitWidth.INT8, BitWidth.INT8))
                .hasMessageContaining("2 entries");
    }

    @Test
    void aRangeIsKnown() {
        assertThat(of(BitWidth.INT8, BitWidth.INT8, x -> Math.max(-3, Math.min(70, x)))
                        .isClamp())
                .isTrue();
        assertThat(of(BitWidth.INT8, BitWidth.INT8, x -> x == 5 ? 6 : x).isClamp())
                .isFalse();
        assertThat(of(BitWidth.INT8, BitWidth.INT16, x -> x).isClamp()).isFalse();
        assertThat(of(BitWidth.INT8, BitWidth.INT8, x -> 4).isClamp()).isTrue();
    }
}
