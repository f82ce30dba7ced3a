package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableJsonTest {
    private static final QuantizationTable TABLE = new QuantizationTable(
            "ab".repeat(32),
            QuantizationScheme.INT8_PER_CHANNEL,
            "minmax",
            2,
            ImmutableList.of("0123456789abcdef".repeat(2), "f".repeat(32)),
            ImmutableMap.of(
                    "input", TableEntry.measured(-7, 0, 0.1f),
                    "conv/\"w\"", TableEntry.of(-9, -8, -15),
                    "größe", TableEntry.measured(3, -1e-30, 4e25)));

    private static final String TEXT = """
            {
              "format": "espquant-table",
              "version": 1,
              "model": {"sha256": "%s"},
              "bits": 8,
              "granularity": "per-channel",
              "method": "minmax",
              "samples": 2,
              "tensors": {
                "input": {"exponents": [-7], "min": 0, "max": 0.10000000149011612},
                "conv/\\"w\\"": {"exponents": [-9, -8, -15]},
                "größe": {"exponents": [3], "min": -1E-30, "max": 4E+25}
              },
              "sampleHashes": [
                "0123456789abcdef0123456789abcdef",
                "ffffffffffffffffffffffffffffffff"
              ]
            }
            """.formatted("ab".repeat(32));

    @TempDir
    Path folder;

    @Test
    void writesOneTensorPerLine() {
        assertThat(TableJson.toJson(TABLE)).isEqualTo(TEXT);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("table.json");
        TableJson.write(TABLE, file);

        assertThat(file).hasContent(TEXT);
        assertThat(TableJson.read(file)).isEqualTo(TABLE);
        assertThat(TableJson.read(file).tensors().keySet()).containsExactly("input", "conv/\"w\"", "größe");
    }

    @Test
    void writesTablesOfUnknownOrigin() {
        QuantizationTable unknown = new QuantizationTable(
                "", QuantizationScheme.INT16_PER_TENSOR, "", 0, ImmutableList.of(), ImmutableMap.of());

        assertThat(TableJson.parse(TableJson.toJson(unknown), "t.json")).isEqualTo(unknown);
    }

    @Test
    void originMayBeLeftOut() {
        String short1 =
                "{\"format\": \"espquant-table\", \"version\": 1, \"bits\": 16, \"granularity\": \"per-tensor\","
                        + " \"tensors\": {\"x\": {\"exponents\": [-15]}}}";

        QuantizationTable table = TableJson.parse(short1, "t.json");

        assertThat(table.scheme()).isEqualTo(QuantizationScheme.INT16_PER_TENSOR);
        assertThat(table.samples()).isZero();
        assertThat(table.get("x")).isEqualTo(TableEntry.of(-15));
    }

    /** What is replaced in the sound text, by what, and what the error says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "espquant-table | other | \"format\" must be",
                "\"version\": 1 | \"version\": 2 | table version 2 is unknown",
                "\"version\": 1, | | table version",
                "\"bits\": 8 | \"bits\": 4 | must be 8 or 16, found 4",
                "\"bits\": 8 | \"bits\": \"8\" | must be 8 or 16",
                "per-channel | per-row | \"per-row\"",
                "per-channel | per-tensor | has 3 exponents, but the table is per-tensor",
                "\"minmax\" | 3 | \"method\" must be text",
                "\"samples\": 2 | \"samples\": -2 | samples must be whole numbers",
                "\"samples\": 2 | \"sample\": 2 | did you mean 'samples'?",
                "[-7] | [-7.5] | whole numbers from -126 to 127, found -7.5",
                "[-7] | [-127] | from -126 to 127, found -127",
                "[-7] | [99999999999] | from -126 to 127",
                "[-7] | [] | needs \"exponents\"",
                "[-7] | -7 | needs \"exponents\"",
                "\"exponents\": [-7], | | tensor 'input' needs \"exponents\"",
                "\"min\": 0, | | needs both",
                "\"min\": 0, | \"min\": 5, | needs both",
                "\"min\": 0, | \"min\": 1e999, | finite",
                "\"min\": 0, | \"min\": \"0\", | finite",
                "\"min\": 0, | \"mn\": 0, | unknown key \"mn\"",
                "größe | input | Duplicate field",
                "ffffffff\" | g\" | 32 hexadecimal digits",
                "\"abab | \"xx | 64 hexadecimal digits",
                "{\"exponents\": [-7] | {\"exponents\": [[[[[[[[[[[[[[[[[-7]]]]]]]]]]]]]]]]] | nesting depth",
                "\"tensors\": { | \"tensors\": | sound JSON"
            })
    void refusesOtherTables(String sound, String unsound, String reason) {
        String text = TEXT.replace(sound, unsound == null ? "" : unsound);

        assertThat(text).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> TableJson.parse(text, "t.json"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("t.json: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("Fix: ");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), "[1, 2]");
        Path huge = folder.resolve("huge.json");
        try (FileChannel channel = FileChannel.open(
                huge, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.allocate(1), 1L << 32);
        }

        assertThatThrownBy(() -> TableJson.read(list)).hasMessageContaining("a JSON object");
        assertThatThrownBy(() -> TableJson.read(huge)).hasMessageContaining("no quantization table has more than");
        assertThatThrownBy(() -> TableJson.read(folder.resolve("none"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> TableJson.parse(TEXT + "{}", "t.json")).hasMessageContaining("sound JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "100, 100",
        "-0.0, 0",
        "0.1, 0.1",
        "2e-3, 0.002",
        "2e23, 2E+23",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E+308",
        "9007199254740993, 9007199254740992"
    })
    void numbersAreTheShortestThatReadBack(double value, String expected) {
        String text = TableJsonWriter.number(value);

        assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
        assertThat(text.length()).isLessThanOrEqualTo(expected.length());
    }
}
