package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ElementTypesTest {
    @Test
    void codesAreThoseOfOnnxUpTo13() {
        assertThat(ElementTypes.ofCode(3)).contains(DataType.INT8);
        assertThat(ElementTypes.ofCode(13)).contains(DataType.UINT64);
        assertThat(ElementTypes.ofCode(0)).isEmpty();
        assertThat(ElementTypes.ofCode(14)).isEmpty();
        assertThat(ElementTypes.ofCode(-1)).isEmpty();
        assertThat(ElementTypes.isKnown(DataType.BFLOAT16)).isFalse();
        assertThat(ElementTypes.isKnown(DataType.INT16)).isTrue();
    }
}
