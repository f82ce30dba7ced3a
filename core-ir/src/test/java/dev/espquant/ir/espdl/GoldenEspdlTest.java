package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.GraphException;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that Espressif ships, and files of single operators, against what Espressif's runtime says of them. */
class GoldenEspdlTest {
    private static final Optional<EspdlKey> KEY = Optional.of(EspdlKey.ofHex("000102030405060708090a0b0c0d0e0f"));

    @Test
    void everyFileIsReadAndWrittenAgain() {
        SharedData.whenPresent(root -> {
            List<Path> files = files(root);
            assertThat(files).hasSizeGreaterThan(200);
            for (Path file : files) {
                EspdlModel model = EspdlReader.open(file, KEY).onlyModel();
                byte[] written = EspdlWriter.toBytes(model);
                assertThat(EspdlReader.open(written, "written", Optional.empty())
                                .onlyModel())
                        .as("%s", file)
                        .isEqualTo(model);
            }
        });
    }

    @Test
    void theTextOfEverythingReadIsThatOfEspressifsRuntime() {
        SharedData.whenPresent(root -> {
            for (Path folder : shippedModels(root)) {
                List<String> expected = Files.readAllLines(folder.resolve("graph.txt")).stream()
                        .filter(line -> !line.startsWith("ACC ") && !line.startsWith("SUMMARY "))
                        .toList();
                EspdlModel model = EspdlReader.read(folder.resolve("model.espdl"));
                assertThat(GraphText.lines(model)).as("%s", folder).isEqualTo(expected);
            }
        });
    }

    @Test
    void embeddedTestsOfShippedModelsHoldTheirArrays() {
        SharedData.whenPresent(root -> {
            for (Path folder : shippedModels(root)) {
                assertTests(EspdlReader.read(folder.resolve("model.espdl")).graph(), folder);
            }
        });
    }

    @Test
    void embeddedTestsOfSingleOperatorsHoldTheirArrays() {
        SharedData.whenPresent(root -> {
            for (Path file : files(root)) {
                if (file.getParent().getParent().endsWith("suite")) {
                    String name = file.getFileName().toString();
                    Path folder = file.resolveSibling(name.substring(0, name.length() - ".espdl".length()));
                    assertTests(EspdlReader.read(file).graph(), folder);
                }
            }
        });
    }

    @Test
    void theEncryptedModelIsOneOfThePlainOnes() {
        SharedData.whenPresent(root -> {
            Path encrypted = SharedData.file(root, "golden/v3/espressif/encrypted_example.espdl");
            EspdlModel model = EspdlReader.open(encrypted, KEY).onlyModel();
            assertThat(shippedModels(root))
                    .anySatisfy(folder -> assertThat(EspdlReader.read(folder.resolve("model.espdl")))
                            .isEqualTo(model));
            byte[] written = EspdlWriter.toBytes(model, EspdlContainer.EDL2, KEY);
            assertThat(EspdlReader.open(written, "written", KEY).onlyModel()).isEqualTo(model);
        });
    }

    @Test
    void damagedShippedFilesAreErrorsOrModels() {
        SharedData.whenPresent(root -> {
            Path file = SharedData.file(
                    root, "golden/v3/espressif/gemm_c_linear_ishap_1_16_kshap_16_16_relu_s8/model.espdl");
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) 0xff;
                readOrRefuse(bytes);
                bytes[i] ^= (byte) 0xff;
            }
            for (int length = 0; length < bytes.length; length += 16) {
                byte[] cut = Arrays.copyOf(bytes, length);
                readOrRefuse(cut);
                if (length >= 16) {
                    ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length - 16);
                    readOrRefuse(cut);
                }
            }
        });
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(EspdlReader.open(bytes, "f", Optional.empty()).models()).hasSize(1);
        } catch (GraphException e) {
            assertThat(e).hasMessageStartingWith("f: ");
        }
    }

    private static void assertTests(EspdlGraph graph, Path folder) throws IOException {
        for (EspdlTensor test : graph.testInputs()) {
            assertThat(NpyBytes.of(folder.resolve("in__" + NpyBytes.fileName(test.name()))))
                    .isEqualTo(test.elements());
        }
        for (EspdlTensor test : graph.testOutputs()) {
            assertThat(NpyBytes.of(folder.resolve("out__" + NpyBytes.fileName(test.name()))))
                    .isEqualTo(test.elements());
            EspdlValue value = graph.value(test.name()).orElseThrow();
            assertThat(value.exponent()).isEqualTo(test.exponent());
            assertThat(value.type().elementType()).contains(test.type());
            assertThat(value.type().shape()).contains(test.elements().shape());
        }
        assertThat(graph.testInputs()).isNotEmpty();
        assertThat(graph.testOutputs()).isNotEmpty();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(SharedData.file(root, "golden/v3"))) {
            return all.filter(f -> f.toString().endsWith(".espdl")).sorted().toList();
        }
    }

    private static List<Path> shippedModels(Path root) throws IOException {
        try (Stream<Path> all = Files.list(SharedData.file(root, "golden/v3/espressif"))) {
            List<Path> folders = all.filter(Files::isDirectory).sorted().toList();
            assertThat(folders).hasSizeGreaterThan(10);
            return folders;
        }
    }
}
