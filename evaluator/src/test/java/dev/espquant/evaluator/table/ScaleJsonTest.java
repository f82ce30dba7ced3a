package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleJsonTest {
    @TempDir
    Path folder;

    @Test
    void readsAConvertedPickle() {
        SharedData.whenPresent(root -> {
            ImportedTable imported = ScaleJson.read(
                    SharedData.file(root, "data/hand_gesture_ai_edge/quantization_table.json"), ImportOptions.DETECT);

            assertThat(imported.convention()).isEqualTo(ScaleConvention.SCALE);
            assertThat(imported.table().scheme()).isEqualTo(QuantizationScheme.INT8_PER_TENSOR);
            assertThat(imported.table().get("conv2d_input")).isEqualTo(TableEntry.of(0));
            assertThat(imported.table().get("dense_1")).isEqualTo(TableEntry.of(-6));
            assertThat(imported.table().get("StatefulPartitionedCall/sequential/conv2d/Conv2D/ReadVariableOp:0"))
                    .isEqualTo(TableEntry.of(-9));
        });
    }

    @Test
    void readsExponents() throws IOException {
        ImportedTable imported = read("{\"x\": -7.0, \"w\": [-8, -9], \"y\": 2}");

        assertThat(imported.convention()).isEqualTo(ScaleConvention.EXPONENT);
        assertThat(imported.table().get("w")).isEqualTo(TableEntry.of(-8, -9));
        assertThat(imported.table().scheme()).isEqualTo(QuantizationScheme.INT8_PER_CHANNEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": \"a\"}", "{\"x\": []}", "{\"x\": [[1]]}", "{\"x\": null}", "{\"x\": {}}"})
    void refusesWhatIsNoNumber(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(GraphException.class).hasMessageContaining("value 'x'");
    }

    @Test
    void refusesNumbersThatAreNoExponents() {
        assertThatThrownBy(() -> read("{\"x\": -7.5}"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("-7.5 is not the exponent itself");
    }

    private ImportedTable read(String json) throws IOException {
        return ScaleJson.read(Files.writeString(folder.resolve("t.json"), json), ImportOptions.DETECT);
    }
}
