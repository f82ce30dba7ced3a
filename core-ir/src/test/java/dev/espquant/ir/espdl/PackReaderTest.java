package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class PackReaderTest {
    private static final int FIRST_ENTRY = 8;
    private static final int SECOND_ENTRY = 20;

    private final ByteBuffer pack = pack(EspdlPack.Kind.PDL2);

    @Test
    void aPackIsRead() {
        assertThat(PackReader.read(pack).models().keySet()).containsExactly("a", "b");
    }

    @Test
    void modelsMayNotOverlap() {
        pack.putInt(SECOND_ENTRY, pack.getInt(FIRST_ENTRY));
        assertThat(PackReader.read(pack).models()).hasSize(2);
        ByteBuffer three = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        three.put("PDL2".getBytes(StandardCharsets.US_ASCII)).putInt(3);
        for (int i = 0; i < 3; i++) {
            three.putInt(64).putInt(44 + i).putInt(1);
        }
        three.put("abc".getBytes(StandardCharsets.US_ASCII));
        three.put(64, new byte[] {'E', 'D', 'L', '2'}).putInt(72, 320);
        thrownBy(three.rewind()).hasMessageContaining("the models overlap");
    }

    @Test
    void offsetsBeyondTheEndAreRefused() {
        pack.putInt(SECOND_ENTRY, -16);
        thrownBy(pack).hasMessageContaining("model 'b': it lies at byte 4294967280, beyond the end of the pack");
        pack.putInt(SECOND_ENTRY + 4, pack.limit());
        thrownBy(pack).hasMessageContaining("the name of model 1 is empty or lies beyond the end");
        pack.putInt(4, Integer.MAX_VALUE);
        thrownBy(pack).hasMessageContaining("within the entries of its 2147483647 models");
    }

    @Test
    void namesAreTextsAndDiffer() {
        pack.putInt(SECOND_ENTRY + 4, pack.getInt(FIRST_ENTRY + 4));
        thrownBy(pack).hasMessageContaining("two models are named 'a'");
        pack.put(pack.getInt(FIRST_ENTRY + 4), (byte) 0xff);
        thrownBy(pack).hasMessageContaining("the name of model 0 is not UTF-8 text");
    }

    @Test
    void aChangedByteBreaksTheChecksum() {
        ByteBuffer checked = pack(EspdlPack.Kind.PDL3);
        checked.put(checked.limit() - 1, (byte) 1);
        thrownBy(checked).hasMessageContaining("do not have the checksum");
    }

    @Test
    void fillingBehindACheckedPackIsNoDamage() {
        byte[] bytes = pack(EspdlPack.Kind.PDL3).array();
        byte[] filled = Arrays.copyOf(bytes, bytes.length + 64);
        assertThat(PackReader.read(ByteBuffer.wrap(filled)).models()).hasSize(2);
        filled[bytes.length] = 1;
        thrownBy(ByteBuffer.wrap(filled)).hasMessageContaining("belong to nothing");
    }

    @Test
    void unknownKindsAreNamed() {
        pack.put(3, (byte) '9');
        thrownBy(pack).hasMessageContaining("packs of the kind 'PDL9' are not known");
        thrownBy(pack(EspdlPack.Kind.PDL2).slice(0, 6)).hasMessageContaining("within the header of the pack");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(ByteBuffer bytes) {
        return assertThatThrownBy(() -> PackReader.read(bytes)).isInstanceOf(GraphException.class);
    }

    private static ByteBuffer pack(EspdlPack.Kind kind) {
        ByteBuffer model = ByteBuffer.wrap(EspdlWriter.toBytes(EspdlModels.small()));
        return ByteBuffer.wrap(new EspdlPack(kind, "", ImmutableMap.of("a", model, "b", model)).toBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
