package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class LookUpTest {

    private static EspdlNodeTester table(DataType type, int entries, int exponent, int... inputs) {
        int[] table = new int[entries];
        for (int i = 0; i < entries; i++) {
            table[i] = i - entries / 2;
        }
        return EspdlNodeTester.of("LUT")
                .attribute("lut", Attribute.of("t"))
                .tensor("t", type, new int[] {exponent}, "UNK", new int[] {entries}, table)
                .input(type, 0, new int[] {inputs.length}, inputs)
                .output(type, -1, inputs.length);
    }

    @Test
    void int8TablesHaveAnEntryForEveryInteger() {
        assertThat(table(DataType.INT8, 256, -1, -128, 0, 127).integers()).containsExactly(-128, 0, 127);
    }

    @Test
    void int16TablesAreReadAtTheNearestStep() {
        int[] inputs = {-32768, -129, -128, 127, 128, 384, 32767};
        assertThat(table(DataType.INT16, 257, -1, inputs).integers()).containsExactly(-128, -1, 0, 0, 1, 2, 128);
        assertThat(table(DataType.INT16, 257, -1, inputs).on("esp32p4").integers())
                .containsExactly(-128, -1, 0, 0, 0, 2, 128);
    }

    @Test
    void aTableThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> table(DataType.INT8, 255, -1, 0).run()).hasMessageContaining("255 entries");
        assertThatThrownBy(() -> table(DataType.INT16, 256, -1, 0).run()).hasMessageContaining("256 entries");
        assertThatThrownBy(() -> table(DataType.INT8, 256, -2, 0).run()).hasMessageContaining("exponent");
    }
}
