package dev.espquant.ir.shape;

import static dev.espquant.ir.DataType.DOUBLE;
import static dev.espquant.ir.DataType.FLOAT;
import static dev.espquant.ir.DataType.INT32;
import static dev.espquant.ir.DataType.INT64;
import static dev.espquant.ir.DataType.INT8;
import static dev.espquant.ir.DataType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ElementMathTest {
    private static final Element N = Element.term(1, List.of("N"));
    private static final Element M = Element.term(1, List.of("M"));

    private static Element whole(long value) {
        return Element.of(value);
    }

    private static Element real(double value) {
        return new Element.Real(value);
    }

    private static Element times(long factor, Element term) {
        return ElementMath.multiply(INT64, whole(factor), term);
    }

    @Test
    void termsOfOneSymbolAdd() {
        assertThat(ElementMath.add(INT64, times(2, N), times(3, N))).isEqualTo(times(5, N));
        assertThat(ElementMath.subtract(INT64, times(2, N), times(2, N))).isEqualTo(whole(0));
        assertThat(ElementMath.add(INT64, N, whole(0))).isEqualTo(N);
        assertThat(ElementMath.add(INT64, N, whole(1))).isEqualTo(Element.unknown());
        assertThat(ElementMath.add(INT64, N, M)).isEqualTo(Element.unknown());
    }

    @Test
    void productsCancel() {
        Element product = ElementMath.multiply(INT64, times(6, N), M);
        assertThat(ElementMath.divide(INT64, product, times(2, M))).isEqualTo(times(3, N));
        assertThat(ElementMath.divide(INT64, product, product)).isEqualTo(whole(1));
        assertThat(ElementMath.divide(INT64, product, whole(4))).isEqualTo(Element.unknown());
        assertThat(ElementMath.divide(INT64, N, product)).isEqualTo(Element.unknown());
    }

    @Test
    void integersDivideTowardsZero() {
        assertThat(ElementMath.divide(INT64, whole(-7), whole(2))).isEqualTo(whole(-3));
        assertThat(ElementMath.divide(INT64, whole(7), whole(0))).isEqualTo(Element.unknown());
        assertThat(ElementMath.modulo(INT64, whole(-7), whole(3))).isEqualTo(whole(2));
    }

    @Test
    void whatDoesNotFitIsUnknown() {
        assertThat(ElementMath.add(INT64, whole(Long.MAX_VALUE), whole(1))).isEqualTo(Element.unknown());
        assertThat(ElementMath.multiply(INT32, whole(1 << 20), whole(1 << 20))).isEqualTo(Element.unknown());
        assertThat(ElementMath.subtract(UINT8, whole(3), whole(5))).isEqualTo(Element.unknown());
        assertThat(ElementMath.subtract(UINT8, whole(5), whole(3))).isEqualTo(whole(2));
        assertThat(ElementMath.negate(INT64, whole(Long.MIN_VALUE))).isEqualTo(Element.unknown());
        assertThat(ElementMath.cast(INT8, whole(128))).isEqualTo(Element.unknown());
        assertThat(ElementMath.cast(INT64, real(1e30))).isEqualTo(Element.unknown());
        assertThat(ElementMath.cast(INT64, real(Double.NaN))).isEqualTo(Element.unknown());
    }

    @Test
    void floatsRoundToTheirType() {
        assertThat(ElementMath.add(FLOAT, real(1), real(1e-9))).isEqualTo(real(1));
        assertThat(ElementMath.add(DOUBLE, real(1), real(1e-9))).isEqualTo(real(1 + 1e-9));
        assertThat(ElementMath.cast(FLOAT, whole((1 << 24) + 1))).isEqualTo(real(1 << 24));
        assertThat(ElementMath.cast(DataType.FLOAT16, whole(1))).isEqualTo(Element.unknown());
    }

    @Test
    void termsScaleByReals() {
        assertThat(ElementMath.multiply(FLOAT, N, real(2))).isEqualTo(times(2, N));
        assertThat(ElementMath.multiply(FLOAT, times(4, N), real(0.5))).isEqualTo(times(2, N));
        assertThat(ElementMath.multiply(FLOAT, N, real(0.5))).isEqualTo(Element.unknown());
        assertThat(ElementMath.divide(FLOAT, times(4, N), real(2))).isEqualTo(times(2, N));
    }

    @Test
    void sizesAreAboveNegativeNumbers() {
        assertThat(ElementMath.compare(N, whole(-1))).contains(1);
        assertThat(ElementMath.compare(whole(-1), N)).contains(-1);
        assertThat(ElementMath.compare(N, N)).contains(0);
        assertThat(ElementMath.compare(N, whole(0))).isEmpty();
        assertThat(ElementMath.compare(real(Double.NaN), real(0))).isEmpty();
        assertThat(ElementMath.compare(real(-0.0), real(0))).contains(0);
        assertThat(ElementMath.max(N, whole(-1))).isEqualTo(N);
        assertThat(ElementMath.min(N, M)).isEqualTo(Element.unknown());
    }

    @Test
    void absoluteValues() {
        assertThat(ElementMath.absolute(INT64, whole(-3))).isEqualTo(whole(3));
        assertThat(ElementMath.absolute(INT64, times(-3, N))).isEqualTo(times(3, N));
        assertThat(ElementMath.absolute(FLOAT, real(-3))).isEqualTo(real(3));
    }

    @Property(seed = "2026")
    void integersComputeAsJavaDoes(@ForAll int a, @ForAll int b) {
        assertThat(ElementMath.add(INT64, whole(a), whole(b))).isEqualTo(whole((long) a + b));
        assertThat(ElementMath.subtract(INT64, whole(a), whole(b))).isEqualTo(whole((long) a - b));
        assertThat(ElementMath.multiply(INT64, whole(a), whole(b))).isEqualTo(whole((long) a * b));
        assertThat(ElementMath.compare(whole(a), whole(b))).contains(Integer.compare(a, b));
    }
}
