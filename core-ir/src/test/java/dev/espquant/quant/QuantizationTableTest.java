package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class QuantizationTableTest {
    private static final QuantizationTable TABLE = new QuantizationTable(
            "",
            QuantizationScheme.INT8_PER_TENSOR,
            "minmax",
            0,
            ImmutableList.of(),
            ImmutableMap.of("input", TableEntry.measured(-7, -1, 1), "conv1_out", TableEntry.of(-5)));

    @Test
    void findsEntries() {
        assertThat(TABLE.get("input").min()).hasValue(-1);
        assertThat(TABLE.find("conv1_out")).contains(TableEntry.of(-5));
        assertThat(TABLE.find("other")).isEmpty();
    }

    @Test
    void aMissingEntryNamesTheNearest() {
        assertThatThrownBy(() -> TABLE.get("conv_out"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'conv_out'")
                .hasMessageContaining("did you mean 'conv1_out'?");
    }

    @Test
    void schemesPrintAsUsersWriteThem() {
        assertThat(TABLE.scheme()).hasToString("int8 per-tensor");
        assertThat(QuantizationScheme.INT8_PER_CHANNEL).hasToString("int8 per-channel");
    }
}
