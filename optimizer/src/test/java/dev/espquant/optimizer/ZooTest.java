package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.testing.Equivalence;
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
                .flatMap(root -> Stream.of("data/zoo", "data/mlperf_tiny_cifar10", "data/mlperf_tiny_kws")
                        .flatMap(folder -> models(SharedData.file(root, folder)).stream()))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> optimize(file)));
    }

    private static void optimize(Path file) {
        Model model = OnnxReader.read(file);
        for (Preset preset : Preset.values()) {
            OptimizedModel result = Optimizer.optimize(model, OptimizerOptions.of(preset));
            assertThat(result.report().settled()).isTrue();
            assertThat(result.report().nodeCountAfter())
                    .isLessThanOrEqualTo(result.report().nodeCountBefore());
            Equivalence.assertEquivalent(model, result.model(), 1);
            System.out.println(file.getFileName() + " " + preset + " " + result.report().nodeCountBefore() + " -> "
                    + result.report().nodeCountAfter() + " " + result.report().nodesAfter() + result.report().notes());
        }
    }

    private static List<Path> models(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".onnx"))
                    .filter(f -> !f.getFileName().toString().equals(NEGATIVE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
