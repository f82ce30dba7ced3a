package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EspdlArrayTest {

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "FLOAT"})
    void everyTypeOfTheRuntimeHoldsNumbers(DataType type) {
        EspdlArray array = EspdlArray.ofIntegers(type, new int[] {2}, -1, 100, 7);
        assertThat(array.integer(0)).isEqualTo(100);
        assertThat(array.real(1)).isEqualTo(7);
        array.putReal(1, 9);
        assertThat(array.integer(1)).isEqualTo(9);
        assertThat(array.type()).isEqualTo(type);
    }

    @Test
    void signsFollowTheType() {
        EspdlArray signed = EspdlArray.ofIntegers(DataType.INT8, new int[] {1}, 0, 200);
        EspdlArray unsigned = EspdlArray.ofIntegers(DataType.UINT8, new int[] {1}, 0, 200);
        assertThat(signed.integer(0)).isEqualTo(-56);
        assertThat(unsigned.integer(0)).isEqualTo(200);
    }

    @Test
    void tensorsBecomeArrays() {
        EspdlArray floats = EspdlArray.of(Tensor.ofFloats(new long[] {1, 2}, 0.5f, -1), 0);
        assertThat(floats.floats()).containsExactly(0.5f, -1);
        EspdlArray longs = EspdlArray.of(Tensor.vector(-3, 4), 0);
        assertThat(longs.toInts()).containsExactly(-3, 4);
    }

    @Test
    void otherSizesShareTheElements() {
        EspdlArray array = EspdlArray.ofIntegers(DataType.INT16, new int[] {2, 3}, -2, 1, 2, 3, 4, 5, 6);
        EspdlArray view = array.reshaped(new int[] {3, 2}, -2);
        assertThat(view.shorts()).isSameAs(array.shorts());
        assertThatThrownBy(() -> array.reshaped(new int[] {4}, -2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherTypesAreRefused() {
        assertThatThrownBy(() -> EspdlArray.zeros(DataType.DOUBLE, new int[] {1}, 0))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("double");
    }
}
