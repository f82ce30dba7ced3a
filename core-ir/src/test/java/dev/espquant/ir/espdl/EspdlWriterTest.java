package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EspdlWriterTest {
    private static final Optional<EspdlKey> KEY = Optional.of(EspdlKey.ofHex("000102030405060708090a0b0c0d0e0f"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(EspdlContainer.class)
    void everythingThatIsWrittenIsReadAgain(EspdlContainer container) {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.rich(), container, Optional.empty());
        EspdlFile.Entry entry =
                EspdlReader.open(bytes, "test", Optional.empty()).models().get(0);
        assertThat(entry.model()).isEqualTo(EspdlModels.rich());
        assertThat(entry.model().metadata().keySet()).containsExactly("target", "tool");
        assertThat(entry.container()).isEqualTo(container);
        assertThat(entry.encrypted()).isFalse();
        assertThat(entry.payloadBytes()).isEqualTo(bytes.length - container.headerBytes());
    }

    @Test
    void encryptionKeepsTheLengthAndNeedsTheKey() {
        byte[] plain = EspdlWriter.toBytes(EspdlModels.rich());
        byte[] encrypted = EspdlWriter.toBytes(EspdlModels.rich(), EspdlContainer.EDL2, KEY);
        assertThat(encrypted).hasSameSizeAs(plain).isNotEqualTo(plain);
        EspdlFile file = EspdlReader.open(encrypted, "test", KEY);
        assertThat(file.onlyModel()).isEqualTo(EspdlModels.rich());
        assertThat(file.models().get(0).encrypted()).isTrue();
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertThat(EspdlWriter.toBytes(EspdlModels.rich())).isEqualTo(EspdlWriter.toBytes(EspdlModels.rich()));
    }

    @Test
    void payloadsAreMultiplesOf16Bytes() {
        assertThat(EspdlWriter.toBytes(EspdlModels.small()).length % 16).isZero();
        assertThat(EspdlWriter.toBytes(EspdlModels.rich()).length % 16).isZero();
    }

    @Test
    void filesAreWrittenWhole() throws IOException {
        Path file = folder.resolve("m.espdl");
        EspdlWriter.write(EspdlModels.rich(), file, Optional.empty());
        assertThat(EspdlReader.read(file)).isEqualTo(EspdlModels.rich());
        assertThat(folder.toFile().list()).containsExactly("m.espdl");
    }

    @Test
    void aGraphThatBreaksARuleIsNotWritten() {
        EspdlGraph graph = EspdlModels.relu();
        EspdlGraph broken = new EspdlGraph(
                "g",
                "",
                graph.nodes(),
                graph.initializers(),
                graph.outputs(),
                graph.outputs(),
                graph.values(),
                graph.testInputs(),
                graph.testOutputs());
        Path file = folder.resolve("m.espdl");
        assertThatThrownBy(() -> EspdlWriter.write(EspdlModel.of(broken, ImmutableMap.of()), file, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("m.espdl")
                .hasMessageContaining("value 'x'");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAClearError() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("m.espdl");
        assertThatThrownBy(() -> EspdlWriter.write(EspdlModels.small(), file, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it cannot be written");
    }
}
