package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.testing.GraphAssert;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Real models survive reading and writing, and no piece of one does harm. */
class OnnxRoundTripTest {
    @Test
    void onnxBackendTests() {
        SharedData.whenPresent(root -> {
            Path archive = SharedData.file(root, "data/onnx_backend_tests/backend_tests.zip");
            int models = 0;
            int tensors = 0;
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    if (entry.getName().endsWith("/model.onnx")) {
                        survives(bytes, entry.getName());
                        models++;
                    } else if (entry.getName().endsWith(".pb")) {
                        survivesAsTensor(bytes, entry.getName());
                        tensors++;
                    }
                }
            }
            assertThat(models).isEqualTo(841);
            assertThat(tensors).isEqualTo(2499);
        });
    }

    @Test
    void zooModels() {
        SharedData.whenPresent(root -> {
            List<Path> models = onnxFiles(SharedData.file(root, "data/zoo"));
            assertThat(models).hasSize(18);
            for (Path model : models) {
                survives(Files.readAllBytes(model), model.toString());
            }
        });
    }

    @Test
    void goldenModels() {
        SharedData.whenPresent(root -> {
            List<Path> models = onnxFiles(SharedData.file(root, "golden/v1"));
            assertThat(models).hasSizeGreaterThanOrEqualTo(30);
            for (Path model : models) {
                survives(Files.readAllBytes(model), model.toString());
            }
        });
    }

    @Test
    void realModelsCutOff() {
        SharedData.whenPresent(root -> {
            byte[] bytes = Files.readAllBytes(SharedData.file(root, "data/zoo/cntk_mnist_opt.onnx"));
            for (int length = 0; length < bytes.length; length += 64) {
                OnnxReaderTest.validOrRefused(Arrays.copyOf(bytes, length));
            }
        });
    }

    private static void survives(byte[] file, String name) throws IOException {
        Model model = OnnxReader.read(file, name);
        GraphAssert.assertThat(model).isValid();
        byte[] written = OnnxWriter.toBytes(model);
        Model again = OnnxReader.read(written, name + ", written again");
        assertThat(again).isEqualTo(model);
        assertThat(OnnxWriter.toBytes(again)).isEqualTo(written);
        assertThat(NormalForm.of(ModelProto.parseFrom(written)))
                .as(name)
                .isEqualTo(NormalForm.of(ModelProto.parseFrom(file)));
    }

    private static void survivesAsTensor(byte[] file, String name) {
        Tensor tensor = TensorReader.read(file, name);
        TensorProto written = TensorCodec.encode(tensor, TensorProto.getDefaultInstance());
        assertThat(TensorReader.read(written.toByteArray(), name)).isEqualTo(tensor);
    }

    private static List<Path> onnxFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
        }
    }
}
