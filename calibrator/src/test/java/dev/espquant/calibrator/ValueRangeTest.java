package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValueRangeTest {
    @Test
    void knowsMinMaxAndCount() {
        assertThat(ValueRange.of(1, -3, 2)).isEqualTo(new ValueRange(-3, 2, 3));
        assertThat(ValueRange.of(1, -3, 2).maxMagnitude()).isEqualTo(3);
        assertThat(ValueRange.of(1, -3, 2).isNonNegative()).isFalse();
    }

    @Test
    void ofNothingIsEmpty() {
        assertThat(ValueRange.of()).isEqualTo(ValueRange.EMPTY);
        assertThat(ValueRange.EMPTY.isEmpty()).isTrue();
        assertThat(ValueRange.EMPTY.isFinite()).isTrue();
        assertThat(ValueRange.EMPTY.maxMagnitude()).isZero();
    }

    @Test
    void noticesWhatIsNotFinite() {
        assertThat(ValueRange.of(1, Float.NaN, 2).isFinite()).isFalse();
        assertThat(ValueRange.of(1, Float.POSITIVE_INFINITY).isFinite()).isFalse();
        assertThat(ValueRange.of(1, Float.NEGATIVE_INFINITY).isFinite()).isFalse();
        assertThat(ValueRange.of(1).merge(ValueRange.of(Float.NaN)).isFinite()).isFalse();
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(Float.floatToIntBits(ValueRange.of(-0f).min())).isZero();
        assertThat(ValueRange.of(-0f, 1).isNonNegative()).isTrue();
    }

    @Property(seed = "2026")
    void mergingIsLikeSeeingAllAtOnce(@ForAll float[] a, @ForAll float[] b, @ForAll float[] c) {
        ValueRange all = ValueRange.of(Floats.concat(a, b, c));
        ValueRange ra = ValueRange.of(a);
        ValueRange rb = ValueRange.of(b);
        ValueRange rc = ValueRange.of(c);
        assertThat(ra.merge(rb).merge(rc)).isEqualTo(all);
        assertThat(rc.merge(ra.merge(rb))).isEqualTo(all);
        assertThat(ra.merge(ValueRange.EMPTY)).isEqualTo(ra);
    }
}
