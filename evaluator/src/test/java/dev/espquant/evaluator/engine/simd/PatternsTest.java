package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 15, 16, 17, 96, 255})
    void aRunIsWholeRowsAndWholeVectors(int channels) {
        int run = Patterns.run(channels, 16);

        assertThat(run % channels).isZero();
        assertThat(run % 16).isZero();
    }

    @Test
    void whereThatWouldBeTooLongARunIsARow() {
        assertThat(Patterns.run(1001, 16)).isEqualTo(1001);
    }

    @Test
    void numbersAreRepeated() {
        assertThat(Patterns.of(ImmutableIntArray.of(4), 3, 5)).containsExactly(4, 4, 4, 4, 4);
        assertThat(Patterns.of(ImmutableIntArray.of(1, 2, 3), 3, 5)).containsExactly(1, 2, 3, 1, 2);
        assertThat(Patterns.of(ImmutableLongArray.of(1, 2), 2, 3)).containsExactly(1, 2, 1);
        assertThat(Patterns.of(ImmutableLongArray.of(), 2, 3)).containsExactly(0, 0, 0);
    }
}
