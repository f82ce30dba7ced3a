package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EspdlPackTest {
    @ParameterizedTest
    @EnumSource(EspdlPack.Kind.class)
    void packsAreReadAgain(EspdlPack.Kind kind) {
        EspdlFile file = EspdlReader.open(pack(kind).toBytes(), "f", Optional.empty());
        assertThat(file.pack()).contains(kind);
        assertThat(file.packVersion()).isEqualTo(pack(kind).version());
        assertThat(file.models()).extracting(EspdlFile.Entry::name).containsExactly("small.espdl", "rich.espdl");
        assertThat(file.model("rich.espdl")).isEqualTo(EspdlModels.rich());
        assertThat(file.model("small.espdl")).isEqualTo(EspdlModels.small());
    }

    @Test
    void modelsOfTheNewKindsLieAtMultiplesOf16Bytes() {
        for (EspdlPack.Kind kind : new EspdlPack.Kind[] {EspdlPack.Kind.PDL2, EspdlPack.Kind.PDL3}) {
            ByteBuffer bytes = ByteBuffer.wrap(pack(kind).toBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int entries = kind.countAt() + 4;
            assertThat(bytes.getInt(kind.countAt())).isEqualTo(2);
            assertThat(bytes.getInt(entries) % 16).isZero();
            assertThat(bytes.getInt(entries + 12) % 16).isZero();
            assertThat(bytes.getInt(entries + 4)).isEqualTo(entries + 24);
            assertThat(bytes.getInt(entries + 8)).isEqualTo("small.espdl".length());
        }
    }

    @Test
    void theChecksumCoversAllButItself() {
        byte[] bytes = pack(EspdlPack.Kind.PDL3).toBytes();
        byte[] told = Arrays.copyOfRange(bytes, 24, 56);
        Arrays.fill(bytes, 24, 56, (byte) 0);
        assertThat(Hashing.sha256().hashBytes(bytes).asBytes()).isEqualTo(told);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(20))
                .isEqualTo(bytes.length);
    }

    @Test
    void modelsOfTheOtherHeaderAreRefused() {
        ByteBuffer model = ByteBuffer.wrap(EspdlWriter.toBytes(EspdlModels.small()));
        assertThatThrownBy(() -> new EspdlPack(EspdlPack.Kind.PDL1, "", ImmutableMap.of("m", model)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("PDL1 pack holds models with EDL1 headers");
    }

    @Test
    void onlyTheLastKindHasAVersion() {
        assertThatThrownBy(() -> new EspdlPack(EspdlPack.Kind.PDL2, "1", ImmutableMap.of()))
                .isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> new EspdlPack(EspdlPack.Kind.PDL3, "12345678901234567", ImmutableMap.of()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("at most 16");
    }

    private static EspdlPack pack(EspdlPack.Kind kind) {
        return new EspdlPack(
                kind,
                kind == EspdlPack.Kind.PDL3 ? "1.2.3" : "",
                ImmutableMap.of(
                        "small.espdl",
                        bytes(EspdlModels.small(), kind),
                        "rich.espdl",
                        bytes(EspdlModels.rich(), kind)));
    }

    private static ByteBuffer bytes(EspdlModel model, EspdlPack.Kind kind) {
        return ByteBuffer.wrap(EspdlWriter.toBytes(model, kind.container(), Optional.empty()));
    }
}
