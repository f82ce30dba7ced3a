package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DimensionTableTest {
    @Test
    void dimensionsAreReadAsTheyWereWritten() {
        for (Dimension dimension :
                List.of(Dimension.of(0), Dimension.of(1L << 40), Dimension.named("batch"), Dimension.unknown())) {
            assertThat(DimensionTable.read(EspdlModels.table(w -> DimensionTable.write(w, dimension))))
                    .isEqualTo(dimension);
        }
    }

    @Test
    void negativeSizesAndNamelessNamesAreRefused() {
        assertThatThrownBy(() -> read(1, -5))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a dimension cannot be -5");
        assertThatThrownBy(() -> read(2, 0)).isInstanceOf(GraphException.class).hasMessageContaining("found kind 2");
        assertThatThrownBy(() -> read(3, 0)).isInstanceOf(GraphException.class).hasMessageContaining("found kind 3");
    }

    private static Dimension read(int kind, long number) {
        return DimensionTable.read(EspdlModels.table(w -> {
            int value = w.begin(3)
                    .int64(new Field(1, "dim_value"), number)
                    .int8(new Field(0, "dim_type"), kind)
                    .end();
            return w.begin(2).offset(new Field(0, "value"), value).end();
        }));
    }
}
