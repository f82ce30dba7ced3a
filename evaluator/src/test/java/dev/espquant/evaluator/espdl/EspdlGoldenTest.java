package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every tensor of Espressif's own models and every case of the suite, integer by integer; float32 outputs to 2e-6. The files' own test values are
 * compared as well.
 */
class EspdlGoldenTest {
    private static final double TOLERANCE = 2e-6;

    @TestFactory
    Stream<DynamicTest> allFiles() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        if (SharedData.root().isPresent()) {
            Path golden = SharedData.file(SharedData.root().get(), "golden/v3");
            for (String folder : List.of("c", "s3", "p4")) {
                cases(golden.resolve("suite").resolve(folder), "*.espdl")
                        .forEach(file -> tests.add(DynamicTest.dynamicTest(
                                folder + "/" + file.getFileName(), () -> check(file, withoutSuffix(file), folder))));
            }
            cases(golden.resolve("espressif"), "*/model.espdl")
                    .forEach(file -> tests.add(DynamicTest.dynamicTest(
                            "espressif/" + file.getParent().getFileName(),
                            () -> check(file, file.getParent(), folder(file.getParent())))));
        }
        return tests.stream();
    }

    @Test
    void thereAreAsManyFilesAsThereWere() {
        SharedData.whenPresent(root -> assertThat(allFiles()).hasSizeGreaterThanOrEqualTo(225));
    }

    private static List<Path> cases(Path folder, String glob) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(f -> folder.getFileSystem()
                            .getPathMatcher("glob:" + folder + "/" + glob)
                            .matches(f))
                    .sorted()
                    .toList();
        }
    }

    private static Path withoutSuffix(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".espdl", ""));
    }

    private static String folder(Path model) {
        String name = model.getFileName().toString();
        return name.contains("p4") ? "p4" : name.contains("s3") ? "s3" : "c";
    }

    private static TargetRuntime facts(String folder) {
        String chip = Map.of("c", "esp32", "s3", "esp32s3", "p4", "esp32p4").get(folder);
        return Targets.load().get(chip).require(Runtime.ESP_DL_3);
    }

    private static void check(Path file, Path folder, String chip) throws IOException {
        EspdlGraph graph = EspdlReader.read(file).graph();
        Map<String, String> names = names(graph);
        EspdlSimulator simulator = EspdlSimulator.of(graph, facts(chip));
        Map<String, EspdlArray> inputs = new HashMap<>();
        for (EspdlValue input : graph.inputs()) {
            inputs.put(input.name(), read(folder.resolve("in__" + sanitized(input.name()) + ".npy"), simulator, input));
        }
        EspdlResult result = simulator.run(inputs, ImmutableSet.copyOf(names.values()));
        int compared = 0;
        try (Stream<Path> arrays = Files.list(folder)) {
            for (Path array : arrays.filter(a -> a.toString().endsWith(".npy")).toList()) {
                String name = array.getFileName().toString().replaceAll("^(out|\\d+_[A-Za-z0-9]+)__|\\.npy$", "");
                if (!name.startsWith("in__")) {
                    compare(name, result.value(names.get(name)), NpyFile.open(array));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
        embedded(graph, simulator);
    }

    private static void embedded(EspdlGraph graph, EspdlSimulator simulator) {
        Map<String, EspdlArray> inputs = graph.testInputs().stream()
                .collect(Collectors.toMap(EspdlTensor::name, EspdlArray::of, (first, second) -> first));
        if (inputs.isEmpty()) {
            return;
        }
        EspdlResult result = simulator.run(
                inputs, graph.testOutputs().stream().map(EspdlTensor::name).collect(ImmutableSet.toImmutableSet()));
        for (EspdlTensor expected : graph.testOutputs()) {
            EspdlArray actual = result.value(expected.name());
            for (int i = 0; i < actual.count(); i++) {
                double difference = expected.elements().toDoubles()[i] - actual.real(i);
                assertThat(Math.abs(difference))
                        .as("embedded %s, element %d", expected.name(), i)
                        .isLessThanOrEqualTo(actual.isReal() ? TOLERANCE : 0);
            }
        }
    }

    private static Map<String, String> names(EspdlGraph graph) {
        Map<String, String> names = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(o -> names.put(sanitized(o), o)));
        return names;
    }

    private static String sanitized(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static EspdlArray read(Path file, EspdlSimulator simulator, EspdlValue input) {
        NpyArray array = NpyFile.open(file);
        ArrayType type = simulator.inputType(input.name());
        int count = Math.toIntExact(array.elementCount());
        if (type.type() == DataType.FLOAT) {
            float[] values = new float[count];
            array.readFloats(0, values, 0, count);
            return EspdlArray.ofFloats(type.toSizes(), values);
        }
        int[] values = new int[count];
        array.readInts(0, values, 0, count, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return EspdlArray.ofIntegers(type.type(), type.toSizes(), type.exponent(), values);
    }

    private static void compare(String name, EspdlArray actual, NpyArray expected) {
        int[] sizes = expected.sizes().stream().mapToInt(Math::toIntExact).toArray();
        assertThat(actual.sizes()).as(name).isEqualTo(sizes);
        float[] values = new float[actual.count()];
        expected.readFloats(0, values, 0, values.length);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (Math.abs((double) values[i] - actual.real(i)) > (actual.isReal() ? TOLERANCE : 0)) {
                wrong.add(i + ": " + values[i] + " but was " + actual.real(i));
            }
        }
        assertThat(wrong.stream().limit(5))
                .as("%s %s: %d of %d elements differ", name, Arrays.toString(sizes), wrong.size(), values.length)
                .isEmpty();
    }
}
