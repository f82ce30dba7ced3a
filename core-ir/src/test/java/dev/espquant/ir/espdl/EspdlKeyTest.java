package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EspdlKeyTest {
    private static final String DIGITS = "000102030405060708090a0b0c0d0e0f";

    /** In counter mode the bytes added to zeros are the encrypted counter: AES-128 of 10..1f under 00..0f. */
    @Test
    void theFirstCounterBlockIs10To1f() throws Exception {
        byte[] counter = HexFormat.of().parseHex("101112131415161718191a1b1c1d1e1f");
        javax.crypto.Cipher block = javax.crypto.Cipher.getInstance("AES/CBC/NoPadding");
        block.init(
                javax.crypto.Cipher.ENCRYPT_MODE,
                new javax.crypto.spec.SecretKeySpec(HexFormat.of().parseHex(DIGITS), "AES"),
                new javax.crypto.spec.IvParameterSpec(new byte[16]));
        ByteBuffer result = EspdlKey.ofHex(DIGITS).apply(ByteBuffer.allocate(16));
        assertThat(result).isEqualTo(ByteBuffer.wrap(block.doFinal(counter)));
    }

    @Test
    void twiceIsTheOriginalOfAnyLength() {
        EspdlKey key = EspdlKey.ofHex(DIGITS);
        for (int length : new int[] {0, 1, 15, 16, 17, 100}) {
            ByteBuffer payload = ByteBuffer.allocate(length);
            payload.put(0, new byte[length]);
            assertThat(key.apply(key.apply(payload))).isEqualTo(payload);
            assertThat(payload.position()).isZero();
        }
    }

    @Test
    void otherLengthsAndLettersAreRefused() {
        assertThatThrownBy(() -> EspdlKey.of(new byte[15]))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a key has 16 bytes");
        assertThatThrownBy(() -> EspdlKey.ofHex("xyz"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("32 hexadecimal digits");
    }

    @Test
    void aKeyDoesNotTellItself() {
        assertThat(EspdlKey.ofHex(DIGITS)).hasToString("EspdlKey");
    }
}
