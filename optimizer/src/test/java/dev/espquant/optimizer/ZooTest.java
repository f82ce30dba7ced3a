package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.ReferenceRun;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real models, as many exporters write them, before and after both presets. */
class ZooTest {
    /** Not a model of standard operators; importers refuse it. */
    private static final String NEGATIVE = "deeploy_miniMobileNet.onnx";

    @TestFactory
    Stream<DynamicTest> meanTheSameAfterOptimization() {
        return SharedData.root().stream()
                .flatMap(root -> Stream.of(
                                "data/zoo",
                                "data/mlperf_tiny_cifar10",
                                "data/mlperf_tiny_kws",
                                "golden/v1",
                                "golden/v1real")
                        .flatMap(folder -> models(SharedData.file(root, folder)).stream()))
                .map(file -> DynamicTest.dynamicTest(
                        file.getParent().getFileName() + "/" + file.getFileName(), () -> optimize(file)));
    }

    private static void optimize(Path file) {
        Model model = OnnxReader.read(file);
        Model verified = model;
        for (Preset preset : Preset.values()) {
            OptimizedModel result = Optimizer.optimize(model, OptimizerOptions.of(preset));
            assertThat(result.report().settled()).isTrue();
            assertThat(result.report().nodeCountAfter())
                    .isLessThanOrEqualTo(result.report().nodeCountBefore());
            if (!result.model().equals(verified)) {
                assertEquivalent(file, model, result.model());
                verified = result.model();
            }
        }
    }

    /** On the inputs that lie beside a model if there are some: not every model accepts any input. */
    private static void assertEquivalent(Path file, Model before, Model after) {
        Path reference = file.resolveSibling(file.getFileName().toString().replace(".onnx", ".ref.npz"));
        if (Files.exists(reference)) {
            ReferenceRun.assertEquivalent(before, after, reference);
        } else {
            Equivalence.assertEquivalent(before, after, 1, 1);
        }
    }

    private static List<Path> models(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(f -> f.toString().endsWith(".onnx"))
                    .filter(f -> !f.getFileName().toString().equals(NEGATIVE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
