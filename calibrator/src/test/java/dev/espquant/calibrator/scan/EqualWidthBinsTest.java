package dev.espquant.calibrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EqualWidthBinsTest {
    @Test
    void anEdgeBelongsToTheBinThatItBegins() {
        EqualWidthBins bins = new EqualWidthBins(-2, 2, 4);
        assertThat(bins.of(-2)).isZero();
        assertThat(bins.of(Math.nextDown(-1f))).isZero();
        assertThat(bins.of(-1)).isEqualTo(1);
        assertThat(bins.of(1)).isEqualTo(3);
        assertThat(bins.of(2)).as("the last edge belongs to the last bin").isEqualTo(3);
        assertThat(bins.width()).isEqualTo(1);
        assertThat(bins.first()).isEqualTo(-2);
    }

    @Test
    void whatLiesOutsideBelongsToTheBinAtThatEnd() {
        EqualWidthBins bins = new EqualWidthBins(0, 1, 4);
        assertThat(bins.of(-1)).isZero();
        assertThat(bins.of(7)).isEqualTo(3);
    }

    @Test
    void binsAreEqualIfTheirEdgesAre() {
        assertThat(new EqualWidthBins(0, 1, 4).equalTo(new EqualWidthBins(0, 1, 4)))
                .isTrue();
        assertThat(new EqualWidthBins(0, 1, 4).equalTo(new EqualWidthBins(0, 1, 5)))
                .isFalse();
        assertThat(new EqualWidthBins(0, 1, 4).equalTo(new EqualWidthBins(0, 2, 4)))
                .isFalse();
    }
}
