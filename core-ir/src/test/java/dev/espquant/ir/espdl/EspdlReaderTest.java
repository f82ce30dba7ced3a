package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspdlReaderTest {
    private static final EspdlKey KEY = EspdlKey.of(new byte[16]);

    @TempDir
    Path folder;

    @Test
    void anEncryptedModelAsksForItsKey() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.small(), EspdlContainer.EDL2, Optional.of(KEY));
        thrownBy(bytes, Optional.empty()).hasMessage("f: the model is encrypted. Fix: give its key, 16 bytes");
    }

    @Test
    void aWrongKeyIsTold() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.small(), EspdlContainer.EDL2, Optional.of(KEY));
        thrownBy(bytes, Optional.of(EspdlKey.ofHex("00000000000000000000000000000001")))
                .hasMessageContaining("f: with this key it holds no model");
    }

    @Test
    void fillingBehindAModelIsNoDamage() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.small());
        byte[] filled = Arrays.copyOf(bytes, bytes.length + 100);
        assertThat(EspdlReader.open(filled, "f", Optional.empty()).onlyModel()).isEqualTo(EspdlModels.small());
        Arrays.fill(filled, bytes.length, filled.length, (byte) 0xff);
        assertThat(EspdlReader.open(filled, "f", Optional.empty()).onlyModel()).isEqualTo(EspdlModels.small());
    }

    @Test
    void otherBytesBehindAModelAre() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.small());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
        longer[bytes.length + 50] = 1;
        thrownBy(longer, Optional.empty()).hasMessageContaining("behind its end lie 100 bytes that belong to nothing");
    }

    @Test
    void otherFilesAreNamedAsWhatTheyAreNot() {
        thrownBy("other".getBytes(java.nio.charset.StandardCharsets.US_ASCII), Optional.empty())
                .hasMessageContaining("it does not start with EDL1 or EDL2");
        thrownBy(new byte[0], Optional.empty()).hasMessageContaining("it does not start with EDL1 or EDL2");
    }

    @Test
    void damageIsNamedWithItsPlace() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.small());
        bytes[16] = (byte) 0xf0;
        bytes[18] = 1;
        thrownBy(bytes, Optional.empty()).hasMessageContaining("f: model: it reaches beyond the end of the model");
    }

    @Test
    void missingFilesAndFoldersAreClearErrors() throws IOException {
        assertThatThrownBy(() -> EspdlReader.read(folder.resolve("none.espdl")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("none.espdl: there is no such file");
        assertThatThrownBy(() -> EspdlReader.read(folder))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it is not a regular file");
        Path file = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> EspdlReader.open(file, Optional.empty()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it does not start with EDL1 or EDL2");
    }

    @Test
    void theCallersArrayIsNotKept() {
        byte[] bytes = EspdlWriter.toBytes(EspdlModels.rich());
        EspdlModel model = EspdlReader.open(bytes, "f", Optional.empty()).onlyModel();
        Arrays.fill(bytes, (byte) 0);
        assertThat(model).isEqualTo(EspdlModels.rich());
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(byte[] bytes, Optional<EspdlKey> key) {
        return assertThatThrownBy(() -> EspdlReader.open(bytes, "f", key)).isInstanceOf(GraphException.class);
    }
}
