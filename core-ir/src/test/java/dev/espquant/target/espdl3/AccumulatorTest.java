package dev.espquant.target.espdl3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccumulatorTest {

    @Test
    void vectorLanesSaturate() {
        Accumulator lane = Accumulator.saturating(20);
        assertThat(lane.keep(524287)).isEqualTo(524287);
        assertThat(lane.keep(524288)).isEqualTo(524287);
        assertThat(lane.keep(-524289)).isEqualTo(-524288);
        assertThat(lane.holds(-524288)).isTrue();
        assertThat(lane.holds(524288)).isFalse();
    }

    @Test
    void integersOfCWrap() {
        Accumulator integer = Accumulator.wrapping(32);
        assertThat(integer.keep(Integer.MAX_VALUE + 1L)).isEqualTo(Integer.MIN_VALUE);
        assertThat(integer.keep(-7)).isEqualTo(-7);
    }

    @Test
    void sixtyFourBitsHoldEverything() {
        assertThat(Accumulator.wrapping(64).keep(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(Accumulator.saturating(64).max()).isEqualTo(Long.MAX_VALUE);
    }
}
