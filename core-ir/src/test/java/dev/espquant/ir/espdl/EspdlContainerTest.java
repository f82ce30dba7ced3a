package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class EspdlContainerTest {
    @Test
    void headersAreAsTheRuntimeReadsThem() {
        ByteBuffer payload = ByteBuffer.wrap(new byte[] {(byte) 0xaa, (byte) 0xbb});
        assertThat(HexFormat.of().formatHex(EspdlContainer.EDL1.wrap(payload, Optional.empty())))
                .isEqualTo("45444c31" + "00000000" + "02000000" + "aabb");
        assertThat(HexFormat.of().formatHex(EspdlContainer.EDL2.wrap(payload, Optional.empty())))
                .isEqualTo("45444c32" + "00000000" + "02000000" + "00000000" + "aabb");
        EspdlKey key = EspdlKey.of(new byte[16]);
        assertThat(HexFormat.of().formatHex(EspdlContainer.EDL2.wrap(payload, Optional.of(key))))
                .startsWith("45444c32" + "01000000" + "02000000" + "00000000")
                .hasSize(36);
    }

    @Test
    void aModelEndsWhereItsHeaderSays() {
        EspdlContainer.Content content = EspdlContainer.read(hex("45444c31" + "00000000" + "02000000" + "aabbcc"));
        assertThat(content.container()).isEqualTo(EspdlContainer.EDL1);
        assertThat(content.payload()).isEqualTo(hex("aabb"));
        assertThat(content.length()).isEqualTo(14);
    }

    @Test
    void brokenHeadersAreRefused() {
        thrownBy("45444c33" + "00000000" + "00000000").hasMessageContaining("does not start with EDL1 or EDL2");
        thrownBy("45444c32" + "00000000" + "00000000").hasMessageContaining("within the header of 16 bytes");
        thrownBy("45444c31" + "02000000" + "00000000").hasMessageContaining("encryption mode 2");
        thrownBy("45444c31" + "00000000" + "ffffffff").hasMessageContaining("4294967295 bytes by its header");
        thrownBy("45444c32" + "00000000" + "00000000" + "01000000").hasMessageContaining("last four bytes");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(String digits) {
        return assertThatThrownBy(() -> EspdlContainer.read(hex(digits))).isInstanceOf(GraphException.class);
    }

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
