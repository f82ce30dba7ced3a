package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentsTest {
    private static final Field FIELD = new Field(0, "exponents");

    @Test
    void exponentsAreReadAsTheyWereWritten() {
        ImmutableIntArray exponents = ImmutableIntArray.of(-30, 0, 255, -255);
        assertThat(read(EspdlModels.table(w -> {
                    int offset = Exponents.write(w, exponents);
                    return w.begin(1).offset(FIELD, offset).end();
                })))
                .isEqualTo(exponents);
        assertThat(Exponents.write(new FlatWriter(), ImmutableIntArray.of())).isNotEqualTo(FlatWriter.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(longs = {256, -256, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32})
    void numbersFarOutsideAreDamage(long exponent) {
        FlatTable table = EspdlModels.table(w -> {
            int offset = w.longs(new long[] {exponent});
            return w.begin(1).offset(FIELD, offset).end();
        });
        assertThatThrownBy(() -> read(table))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(exponent + " is no exponent");
    }

    private static ImmutableIntArray read(FlatTable table) {
        return Exponents.read(table, FIELD);
    }
}
