package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Model;
import dev.espquant.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Real models survive reading and writing. */
class OnnxRoundTripTest {
    @Test
    void onnxBackendTests() {
        SharedData.whenPresent(root -> {
            Path archive = SharedData.file(root, "data/onnx_backend_tests/backend_tests.zip");
            int models = 0;
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    if (entry.getName().endsWith("/model.onnx")) {
                        survives(OnnxReader.read(bytes, entry.getName()));
                        models++;
                    }
                }
            }
            assertThat(models).isEqualTo(841);
        });
    }

    @Test
    void zooModels() {
        SharedData.whenPresent(root -> {
            List<Path> models = onnxFiles(SharedData.file(root, "data/zoo"));
            assertThat(models).hasSize(18);
            models.forEach(model -> survives(OnnxReader.read(model)));
        });
    }

    @Test
    void goldenModels() {
        SharedData.whenPresent(root -> {
            List<Path> models = onnxFiles(SharedData.file(root, "golden/v1"));
            assertThat(models).hasSizeGreaterThanOrEqualTo(30);
            models.forEach(model -> survives(OnnxReader.read(model)));
        });
    }

    private static void survives(Model model) {
        byte[] written = OnnxWriter.toBytes(model);
        Model again = OnnxReader.read(written, "written again");
        assertThat(again).isEqualTo(model);
        assertThat(OnnxWriter.toBytes(again)).isEqualTo(written);
    }

    private static List<Path> onnxFiles(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
        }
    }
}
