package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.TableEntry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleDictionaryTest {
    @ParameterizedTest
    @CsvSource({
        "0.25, 0.0078125, SCALE",
        "4, 128, INVERSE_SCALE",
        "4, 0.0078125, SCALE",
        "0.25, 128, INVERSE_SCALE",
        "-2, -7, EXPONENT",
        "0, 4, EXPONENT"
    })
    void judgesByTheWeights(double activation, double weight, ScaleConvention expected) {
        ImportedTable imported = dictionary(
                        Map.of("x", ScaleDictionary.scalar(activation), "w", ScaleDictionary.array(weight)))
                .toTable(ImportOptions.DETECT);

        assertThat(imported.convention()).isEqualTo(expected);
    }

    @Test
    void withoutWeightsAllCount() {
        ImportedTable imported = dictionary(Map.of("x", ScaleDictionary.scalar(64), "y", ScaleDictionary.scalar(0.5)))
                .toTable(ImportOptions.DETECT);

        assertThat(imported.convention()).isEqualTo(ScaleConvention.INVERSE_SCALE);
        assertThat(imported.table().get("x")).isEqualTo(TableEntry.of(-6));
    }

    @Test
    void severalExponentsMeanPerChannel() {
        ImportedTable imported = dictionary(Map.of("w", ScaleDictionary.array(0x1p-14, 0x1p-15)))
                .toTable(ImportOptions.DETECT.withConvention(ScaleConvention.SCALE));

        assertThat(imported.table().scheme()).isEqualTo(QuantizationScheme.INT8_PER_CHANNEL);
    }

    @ParameterizedTest
    @CsvSource({"-10, INT8", "-11, INT16"})
    void judgesTheWidthByTheWeights(int exponent, BitWidth expected) {
        ImportedTable imported = dictionary(
                        Map.of("x", ScaleDictionary.scalar(1), "w", ScaleDictionary.array(Math.scalb(1.0, exponent))))
                .toTable(ImportOptions.DETECT);

        assertThat(imported.table().scheme().bits()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "0.3", "NaN", "Infinity", "1e-300"})
    void refusesWhatIsNoScale(double number) {
        assertThatThrownBy(() -> dictionary(Map.of("x", ScaleDictionary.scalar(number)))
                        .toTable(ImportOptions.DETECT.withConvention(ScaleConvention.SCALE)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("t.pickle: value 'x'")
                .hasMessageContaining("" + number);
    }

    private static ScaleDictionary dictionary(Map<String, ScaleDictionary.Numbers> numbers) {
        return new ScaleDictionary("t.pickle", ImmutableMap.copyOf(numbers));
    }
}
