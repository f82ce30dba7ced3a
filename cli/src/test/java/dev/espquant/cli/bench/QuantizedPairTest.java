package dev.espquant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantizedPairTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 100)
            .node("Relu", "x", "y")
            .output("y")
            .build();
    private static final Target TARGET = Targets.load().all().iterator().next();

    @Test
    void withoutATableBothWidthsAreCalibrated() {
        QuantizedPair pair = QuantizedPair.of(MODEL, Optional.empty(), TARGET, Runtime.ESP_DL_1);

        assertThat(pair.int8().exponent("x")).isEqualTo(-7);
        assertThat(pair.int16().exponent("x")).isEqualTo(-15);
    }

    @Test
    void aTableDecidesItsOwnWidth() {
        QuantizationTable table = new QuantizationTable(
                "",
                QuantizationScheme.INT16_PER_TENSOR,
                "",
                0,
                ImmutableList.of(),
                ImmutableMap.of("x", TableEntry.of(-3), "y", TableEntry.of(-3)));

        QuantizedPair pair = QuantizedPair.of(MODEL, Optional.of(table), TARGET, Runtime.ESP_DL_1);

        assertThat(pair.int16().exponent("x")).isEqualTo(-3);
        assertThat(pair.int8().exponent("x")).isEqualTo(-7);
    }
}
