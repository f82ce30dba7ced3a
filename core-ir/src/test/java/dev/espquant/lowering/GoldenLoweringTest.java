package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Float models of the suite's operators lower to the suite's files: nodes, attributes, packed constants, exponents, shapes. */
class GoldenLoweringTest {
    /**
     * Cases that no float model gives: those that hold conversions alone, functions of 8 bits without the table that this toolkit writes, tables
     * of another step, and moves that the layouts make unnecessary.
     */
    private static final Pattern WITHOUT_MODEL =
            Pattern.compile("(de)?quantize_.*|requant_.*|.*_nolut_s8|lut_step.*|clip_.*|transpose_.*");

    @TestFactory
    Stream<DynamicTest> suite() {
        return SharedData.root().stream()
                .flatMap(root -> Stream.of("c", "s3", "p4").flatMap(family -> cases(root, family)));
    }

    private static Stream<DynamicTest> cases(Path root, String family) {
        Path folder = SharedData.file(root, "golden/v3/suite/" + family);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(f -> f.toString().endsWith(".espdl"))
                    .filter(f -> !WITHOUT_MODEL.matcher(caseName(f)).matches())
                    .sorted()
                    .toList();
            return models.stream()
                    .map(f -> DynamicTest.dynamicTest(family + " " + caseName(f), () -> check(f, family)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String caseName(Path file) {
        return String.valueOf(file.getFileName()).replace(".espdl", "");
    }

    private static void check(Path file, String family) {
        EspdlGraph expected = EspdlReader.read(file).graph();
        Unlowered source = new Unlowered(expected);
        QuantizedGraph quantized =
                Quantizer.quantize(source.model(), source.table(), RuntimeFacts.target(family), Runtime.ESP_DL_3);
        EspdlGraph actual = Lowering.lower(quantized, ImmutableMap.of()).model().graph();

        assertThat(actual.inputs()).isEqualTo(expected.inputs());
        assertThat(actual.outputs()).isEqualTo(expected.outputs());
        assertThat(actual.nodes()).hasSameSizeAs(expected.nodes());
        Map<String, String> names = names(actual, expected);
        assertThat(actual.values().stream().map(value -> renamed(value, names)))
                .containsExactlyInAnyOrderElementsOf(expected.values());
        for (int i = 0; i < expected.nodes().size(); i++) {
            checkNode(
                    actual,
                    renamed(actual.nodes().get(i), names),
                    expected,
                    expected.nodes().get(i));
        }
    }

    /** What a file calls the values that the model has not. */
    private static Map<String, String> names(EspdlGraph actual, EspdlGraph expected) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < actual.nodes().size(); i++) {
            List<String> outputs = actual.nodes().get(i).outputs();
            for (int j = 0; j < outputs.size(); j++) {
                names.put(outputs.get(j), expected.nodes().get(i).outputs().get(j));
            }
        }
        return names;
    }

    private static EspdlValue renamed(EspdlValue value, Map<String, String> names) {
        return new EspdlValue(
                names.getOrDefault(value.name(), value.name()), value.type(), value.exponents(), value.docString());
    }

    private static Node renamed(Node node, Map<String, String> names) {
        return node.withInputs(node.inputs().stream()
                        .map(i -> names.getOrDefault(i, i))
                        .toList())
                .withOutputs(node.outputs().stream()
                        .map(o -> names.getOrDefault(o, o))
                        .toList());
    }

    private static void checkNode(EspdlGraph actualGraph, Node actual, EspdlGraph expectedGraph, Node expected) {
        assertThat(actual.opType()).isEqualTo(expected.opType());
        assertThat(actual.outputs()).isEqualTo(expected.outputs());
        assertThat(actual.inputs()).hasSameSizeAs(expected.inputs());
        for (int i = 0; i < expected.inputs().size(); i++) {
            if (expectedGraph.initializer(expected.inputs().get(i)).isPresent()) {
                checkConstant(
                        actualGraph.initializer(actual.inputs().get(i)).orElseThrow(),
                        expectedGraph.initializer(expected.inputs().get(i)).orElseThrow());
            } else {
                assertThat(actual.inputs().get(i)).isEqualTo(expected.inputs().get(i));
            }
        }
        expected.attributes().forEach((name, value) -> {
            if (name.equals("lut")) {
                checkConstant(
                        actualGraph.initializer(actual.textAttribute("lut", "")).orElseThrow(),
                        expectedGraph
                                .initializer(expected.textAttribute("lut", ""))
                                .orElseThrow());
            } else if (name.equals("axis")) {
                int rank = expectedGraph
                        .value(actual.output())
                        .orElseThrow()
                        .type()
                        .shape()
                        .orElseThrow()
                        .rank();
                assertThat(Math.floorMod(actual.intAttribute("axis", 0), rank))
                        .isEqualTo(Math.floorMod(expected.intAttribute("axis", 0), rank));
            } else {
                assertThat(actual.attributes()).containsEntry(name, value);
            }
        });
    }

    private static void checkConstant(EspdlTensor actual, EspdlTensor expected) {
        assertThat(actual.elements()).isEqualTo(expected.elements());
        assertThat(actual.exponents()).isEqualTo(expected.exponents());
        // The suite says nothing of the layout of shapes; ESP-PPQ, and this toolkit, say that there is none.
        if (expected.type() != DataType.INT64 || !expected.docString().isEmpty()) {
            assertThat(actual.docString()).isEqualTo(expected.docString());
        }
    }
}
