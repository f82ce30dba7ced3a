package dev.espquant.ir.espdl;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an encrypted model: AES-128 in counter mode, whose first counter block is the bytes 0x10 to 0x1F in every file (ESP-DL 3.x;
 * verified against a file that Espressif's runtime loads). Encrypting and decrypting are the same step and keep the length.
 */
public final class EspdlKey {
    private static final int BYTES = 16;
    private static final String CIPHER = "AES/CTR/NoPadding";

    private final byte[] bytes;

    private EspdlKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A key of 16 bytes.
     *
     * @throws GraphException if it has another length
     */
    public static EspdlKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw GraphException.because("a key has 16 bytes (AES-128), this one " + bytes.length)
                    .fix("give the key that the model was encrypted with")
                    .build();
        }
        return new EspdlKey(bytes.clone());
    }

    /**
     * A key as 32 hexadecimal digits.
     *
     * @throws GraphException if it is anything else
     */
    public static EspdlKey ofHex(String digits) {
        try {
            return of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException e) {
            throw GraphException.because("a key is written as 32 hexadecimal digits")
                    .fix("give the 16 bytes of the key like 000102030405060708090a0b0c0d0e0f")
                    .cause(e)
                    .build();
        }
    }

    /** The other form of a payload: encrypted from plain, or plain from encrypted. */
    ByteBuffer apply(ByteBuffer payload) {
        byte[] counter = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            counter[i] = (byte) (0x10 + i);
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes, "AES"), new IvParameterSpec(counter));
            ByteBuffer result = ByteBuffer.allocate(payload.remaining());
            cipher.doFinal(payload.duplicate(), result);
            return result.flip();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** Keeps the key out of logs and messages. */
    @Override
    public String toString() {
        return "EspdlKey";
    }
}
