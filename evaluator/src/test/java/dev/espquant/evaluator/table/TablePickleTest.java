package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePickleTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryGoldenPickleAsItsJson() {
        SharedData.whenPresent(root -> {
            List<Path> pickles = goldenPickles(root);
            assertThat(pickles).hasSizeGreaterThan(150);
            for (Path pickle : pickles) {
                String mode = pickle.getParent().getFileName().toString();
                ImportedTable fromPickle = TablePickle.read(pickle, ImportOptions.DETECT);
                ImportedTable fromJson = ScaleJson.read(pickle.resolveSibling("table.json"), ImportOptions.DETECT);

                assertThat(fromPickle.convention()).as("%s", pickle).isEqualTo(ScaleConvention.SCALE);
                assertThat(fromJson.convention()).isEqualTo(ScaleConvention.EXPONENT);
                assertThat(exponents(fromPickle)).as("%s", pickle).isEqualTo(exponents(fromJson));
                assertThat(fromPickle.table().scheme().bits())
                        .as("%s", pickle)
                        .isEqualTo(mode.startsWith("s16") ? BitWidth.INT16 : BitWidth.INT8);
                assertThat(fromPickle.table().scheme().granularity())
                        .isEqualTo(mode.startsWith("s8c") ? Granularity.PER_CHANNEL : Granularity.PER_TENSOR);
            }
        });
    }

    @Test
    void writesTheBytesThatPythonWrites() {
        SharedData.whenPresent(root -> {
            int equal = 0;
            for (Path pickle : goldenPickles(root)) {
                var graph = OnnxReader.read(pickle.getParent().resolveSibling("model.onnx"))
                        .graph();
                QuantizationTable table =
                        TablePickle.read(pickle, ImportOptions.DETECT).table();
                byte[] written = TablePickle.toBytes(table, graph);

                assertThat(TablePickle.parse(written, "again", ImportOptions.DETECT)
                                .table())
                        .isEqualTo(table);
                equal += java.util.Arrays.equals(written, Files.readAllBytes(pickle)) ? 1 : 0;
            }
            // Python also shares equal objects that two tensors happen to have in common, which no table tells.
            assertThat(equal).isGreaterThanOrEqualTo(88);
        });
    }

    @Test
    void saysWhatItAssumed() {
        QuantizationTable table = table(BitWidth.INT16, Map.of("x", ImmutableIntArray.of(-15)));

        ImportedTable imported =
                TablePickle.parse(TablePickle.toBytes(table, empty()), "t.pickle", ImportOptions.DETECT);

        assertThat(imported.table()).isEqualTo(table);
        assertThat(imported.assumptions())
                .containsExactly(
                        "judging by their magnitude, the numbers are taken as 2^exponent",
                        "judging by the weights' exponents, the table is taken as int16");
    }

    @Test
    void optionsDecide() {
        byte[] pickle = TablePickle.toBytes(table(BitWidth.INT16, Map.of("x", ImmutableIntArray.of(-15))), empty());

        ImportedTable imported = TablePickle.parse(
                pickle,
                "t.pickle",
                ImportOptions.DETECT.withBits(BitWidth.INT8).withConvention(ScaleConvention.INVERSE_SCALE));

        assertThat(imported.table().get("x")).isEqualTo(TableEntry.of(15));
        assertThat(imported.table().scheme().bits()).isEqualTo(BitWidth.INT8);
        assertThat(imported.assumptions()).isEmpty();
    }

    @Test
    void oldTablesHoldInverseScales() {
        Map<String, ImmutableIntArray> old = Map.of(
                "input", ImmutableIntArray.of(6), "w", ImmutableIntArray.of(8, 9, 10), "y", ImmutableIntArray.of(-2));

        ImportedTable imported = TablePickle.parse(
                TablePickle.toBytes(table(BitWidth.INT8, old), empty()), "t.pickle", ImportOptions.DETECT);

        assertThat(imported.convention()).isEqualTo(ScaleConvention.INVERSE_SCALE);
        assertThat(imported.table().get("input")).isEqualTo(TableEntry.of(-6));
        assertThat(imported.table().get("w")).isEqualTo(TableEntry.of(-8, -9, -10));
        assertThat(imported.assumptions()).anyMatch(text -> text.contains("2^-exponent"));
    }

    @Test
    void writesLargeTables() throws IOException {
        Map<String, ImmutableIntArray> large = IntStream.range(0, 2500)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "tensor" + i,
                        i -> i % 1000 == 0
                                ? ImmutableIntArray.copyOf(
                                        IntStream.range(0, 70000).map(c -> -(c % 15)))
                                : ImmutableIntArray.of(-i % 20),
                        (a, b) -> a,
                        TreeMap::new));
        QuantizationTable table = table(BitWidth.INT8, large);
        Path file = folder.resolve("t.pickle");
        TablePickle.write(table, file);

        ImportOptions options = ImportOptions.DETECT.withBits(BitWidth.INT8);
        assertThat(TablePickle.read(file, options).table().tensors()).isEqualTo(table.tensors());
    }

    @Test
    void weightsAreArraysAndSlopesFloats() {
        var graph = Graphs.model("m")
                .input("x", dev.espquant.ir.DataType.FLOAT, 1, 1, 4, 4)
                .initializer("w", Graphs.ramp(1, 1, 1, 1))
                .initializer("b", Graphs.ramp(1))
                .node("Conv", "x w b", "c")
                .node("LeakyRelu", "c", "y")
                .output("y")
                .graph();
        Map<String, ImmutableIntArray> exponents = new java.util.LinkedHashMap<>();
        for (String name : List.of("w", "b", "leakyrelu1_alpha")) {
            exponents.put(name, ImmutableIntArray.of(-7));
        }

        Map<String, PickleValue> read =
                PickleReader.read(TablePickle.toBytes(table(BitWidth.INT8, exponents), graph), "t.pickle");

        assertThat(read.get("w")).isInstanceOf(PickleValue.Array.class);
        assertThat(read.get("b")).isEqualTo(new PickleValue.Real(0x1p-7));
        assertThat(read.get("leakyrelu1_alpha")).isEqualTo(new PickleValue.Real(0x1p-7));
    }

    @Test
    void refusesNumbersThatAreNoPowersOfTwo() {
        // {'x': 0.3}
        byte[] pickle = HexFormat.of().parseHex("80037d7100580100000078710147" + "3fd3333333333333" + "732e");

        assertThatThrownBy(() -> TablePickle.parse(pickle, "t.pickle", ImportOptions.DETECT))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("t.pickle: value 'x'")
                .hasMessageContaining("0.3 is not 2^exponent");
    }

    @Test
    void refusesAnEmptyTable() {
        assertThatThrownBy(() ->
                        TablePickle.parse(new byte[] {(byte) 0x80, 3, '}', '.'}, "t.pickle", ImportOptions.DETECT))
                .hasMessageContaining("no tensors");
    }

    private static dev.espquant.ir.Graph empty() {
        return dev.espquant.ir.Graph.builder("").build();
    }

    private static QuantizationTable table(BitWidth bits, Map<String, ImmutableIntArray> exponents) {
        ImmutableMap.Builder<String, TableEntry> tensors = ImmutableMap.builder();
        exponents.forEach((name, e) -> tensors.put(name, TableEntry.of(e.toArray())));
        boolean perChannel = exponents.values().stream().anyMatch(e -> e.length() > 1);
        QuantizationScheme scheme =
                new QuantizationScheme(bits, perChannel ? Granularity.PER_CHANNEL : Granularity.PER_TENSOR);
        return new QuantizationTable("", scheme, "", 0, ImmutableList.of(), tensors.buildOrThrow());
    }

    private static Map<String, ImmutableIntArray> exponents(ImportedTable imported) {
        Map<String, ImmutableIntArray> exponents = new TreeMap<>();
        imported.table().tensors().forEach((name, entry) -> exponents.put(name, entry.exponents()));
        return exponents;
    }

    private static List<Path> goldenPickles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.file(root, "golden/v1"))) {
            return files.filter(f -> f.endsWith("table.pickle")).sorted().toList();
        }
    }
}
