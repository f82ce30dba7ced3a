package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.espdl.EspdlKernels;
import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.evaluator.espdl.EspdlProgram;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Graphs of ESP-DL 3.x, compiled, compute what they compute node by node: all golden files, and nodes at the limits of their lanes. */
class EspdlFrontEndTest {
    private static final Map<String, String> CHIPS = Map.of("c", "esp32c3", "s3", "esp32s3", "p4", "esp32p4");

    @TestFactory
    Stream<DynamicTest> goldenGraphs() throws IOException {
        if (SharedData.root().isEmpty()) {
            return Stream.of();
        }
        Path golden = SharedData.file(SharedData.root().get(), "golden/v3");
        return Stream.concat(
                List.of("c", "s3", "p4").stream()
                        .flatMap(folder -> files(golden.resolve("suite").resolve(folder), 1)
                                .map(file -> test(file, CHIPS.get(folder)))),
                files(golden.resolve("espressif"), 2)
                        .filter(file -> file.endsWith("model.espdl"))
                        .map(file -> test(file, chip(file))));
    }

    private static Stream<Path> files(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(f -> f.toString().endsWith(".espdl")).sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String chip(Path model) {
        String name = model.getParent().getFileName().toString();
        return CHIPS.get(name.contains("p4") ? "p4" : name.contains("s3") ? "s3" : "c");
    }

    private static DynamicTest test(Path file, String chip) {
        String name = file.getParent().getFileName() + "/" + file.getFileName();
        return DynamicTest.dynamicTest(name, () -> {
            PlanComparison comparison =
                    new PlanComparison(EspdlReader.read(file).graph(), facts(chip));
            comparison.check(Engine.best(), 3, new Random(name.hashCode()));
        });
    }

    private static TargetRuntime facts(String chip) {
        return Targets.load().get(chip).require(Runtime.ESP_DL_3);
    }

    @Test
    void lanesThatOverflowInSomeImagesOnly() {
        for (String chip : CHIPS.values()) {
            for (int channels : new int[] {3, 16, 70}) {
                PlanComparison comparison =
                        new PlanComparison(conv(chip, channels).graph(), facts(chip));
                for (int seed = 0; seed < 6; seed++) {
                    comparison.check(Engine.best(), 1 + seed, new Random(seed));
                    comparison.check(Engine.plain(), 2, new Random(seed));
                }
            }
        }
    }

    private static EspdlNodeTester conv(String chip, int channels) {
        Random random = new Random(channels);
        int outputs = 35;
        return EspdlNodeTester.of("Conv")
                .on(chip)
                .attribute("pads", Attribute.ofInts(1, 1, 1, 0))
                .attribute("strides", Attribute.ofInts(1, 2))
                .input(DataType.INT8, -5, new int[] {2, 5, 6, channels}, new int[2 * 5 * 6 * channels])
                .constant(
                        DataType.INT8,
                        new int[] {-6},
                        chip.equals("esp32c3") ? "NHWC" : "(N/16)HWC16_UNALIGNED",
                        new int[] {3, 3, channels, outputs},
                        random.ints(9L * channels * outputs, -128, 128).toArray())
                .constant(
                        DataType.INT32,
                        -11,
                        new int[] {outputs},
                        random.ints(outputs, -20000, 20000).toArray())
                .output(DataType.INT8, -3, 2, 5, 3, outputs);
    }

    @Test
    void aTableThatOnlyCutsDisappearsInTheLayerBeforeUnlessSomebodyReadsIt() {
        EspdlProgram program = EspdlProgram.of(
                EspdlNodeTester.of("Clip")
                        .attribute("lut", Attribute.of("t"))
                        .input(DataType.INT8, -3, new int[] {4}, 1, 2, 3, 4)
                        .tensor(
                                "t",
                                DataType.INT8,
                                new int[] {-3},
                                "UNK",
                                new int[] {256},
                                IntStream.range(-128, 128)
                                        .map(x -> Math.max(0, Math.min(48, x)))
                                        .toArray())
                        .output(DataType.INT8, -3, 4)
                        .graph(),
                facts("esp32s3"),
                EspdlKernels.load());
        EspdlFrontEnd frontEnd = new EspdlFrontEnd(program, ImmutableMap.of());
        assertThat(frontEnd.describe(frontEnd.nodes().get(0)).orElseThrow())
                .isEqualTo(new dev.espquant.evaluator.kernel.EngineOperator.Clamp(0, 48));
        assertThat(frontEnd.inputs()).containsExactly("x0");
        assertThat(frontEnd.isOutput("y0")).isTrue();
        assertThat(frontEnd.readers("x0")).hasSize(1);
        assertThat(ImmutableSet.copyOf(
                        frontEnd.fallback(frontEnd.nodes().get(0)).reads()))
                .containsExactly("x0");
    }
}
