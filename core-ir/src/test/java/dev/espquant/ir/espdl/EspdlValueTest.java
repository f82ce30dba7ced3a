package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import org.junit.jupiter.api.Test;

class EspdlValueTest {
    @Test
    void anActivationHasOneExponent() {
        EspdlValue value = EspdlValue.of("x", DataType.INT16, Shape.of(1, 3), -11);
        assertThat(value.exponent()).isEqualTo(-11);
        EspdlValue without = new EspdlValue("x", value.type(), ImmutableIntArray.of(), "");
        assertThatThrownBy(without::exponent)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("one exponent is needed, the file gives 0");
    }
}
