package dev.espquant.ir.espdl;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of one model: four letters, mode (0 plain, 1 encrypted) and length of the payload, little endian. {@link #EDL2} adds four zero
 * bytes, so that a payload in a file at an address that is a multiple of 16 lies at one too and the runtime uses its constants where they are.
 */
public enum EspdlContainer {
    /** 12 bytes; the runtime always copies constants. */
    EDL1(12),
    /** 16 bytes; what Espressif's exporter writes. */
    EDL2(16);

    private static final int PLAIN = 0;
    private static final int ENCRYPTED = 1;

    private final int headerBytes;

    EspdlContainer(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    /**
     * A model as it lies in a file.
     *
     * @param container the kind of header
     * @param encrypted whether the payload is encrypted
     * @param payload what follows the header
     */
    record Content(EspdlContainer container, boolean encrypted, ByteBuffer payload) {
        /** Bytes of header and payload. */
        long length() {
            return (long) container.headerBytes + payload.remaining();
        }

        /** The payload, readable. */
        ByteBuffer plain(Optional<EspdlKey> key) {
            if (!encrypted) {
                return payload;
            }
            return key.map(k -> k.apply(payload))
                    .orElseThrow(() -> GraphException.because("the model is encrypted")
                            .fix("give its key, 16 bytes")
                            .build());
        }
    }

    /** Bytes of the header. */
    public int headerBytes() {
        return headerBytes;
    }

    /** A model's bytes: header and payload. */
    byte[] wrap(ByteBuffer payload, Optional<EspdlKey> key) {
        ByteBuffer result = ByteBuffer.allocate(Math.addExact(headerBytes, payload.remaining()))
                .order(ByteOrder.LITTLE_ENDIAN);
        result.put(name().getBytes(StandardCharsets.US_ASCII))
                .putInt(key.isPresent() ? ENCRYPTED : PLAIN)
                .putInt(payload.remaining());
        result.position(headerBytes);
        result.put(key.map(k -> k.apply(payload)).orElseGet(payload::duplicate));
        return result.array();
    }

    /** The model at the start of some bytes; more may follow it. */
    static Content read(ByteBuffer from) {
        ByteBuffer bytes = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        EspdlContainer container = kind(bytes);
        if (bytes.remaining() < container.headerBytes) {
            throw cutOff("the header of " + container.headerBytes + " bytes");
        }
        int mode = bytes.getInt(4);
        if (mode != PLAIN && mode != ENCRYPTED) {
            throw damaged(
                    "encryption mode " + Integer.toUnsignedString(mode) + "; known are 0 (plain) and 1 (AES-128-CTR)");
        }
        if (container == EDL2 && bytes.getInt(12) != 0) {
            throw damaged("the last four bytes of the header are zero in every EDL2 file, but not here");
        }
        long length = Integer.toUnsignedLong(bytes.getInt(8));
        if (length > bytes.remaining() - container.headerBytes) {
            throw cutOff("the model, which has " + length + " bytes by its header");
        }
        return new Content(container, mode == ENCRYPTED, bytes.slice(container.headerBytes, (int) length));
    }

    private static EspdlContainer kind(ByteBuffer bytes) {
        String letters = letters(bytes);
        for (EspdlContainer container : values()) {
            if (container.name().equals(letters)) {
                return container;
            }
        }
        throw GraphException.because("it is no ESP-DL 3.x model: it does not start with EDL1 or EDL2")
                .fix("give an .espdl file that ESP-PPQ or this toolkit wrote")
                .build();
    }

    /** The first four bytes as text; empty text if there are fewer. */
    static String letters(ByteBuffer bytes) {
        byte[] letters = new byte[Math.min(4, bytes.remaining())];
        bytes.duplicate().get(letters);
        return letters.length < 4 ? "" : new String(letters, StandardCharsets.ISO_8859_1);
    }

    /** Refuses bytes behind the end of a file's contents, unless they only fill it up, as an image of flash memory does. */
    static void requireFilling(ByteBuffer rest) {
        ByteBuffer bytes = rest.slice();
        for (int i = 0; i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            if (b != bytes.get(0) || (b != 0 && b != (byte) 0xff)) {
                throw damaged("behind its end lie " + bytes.limit() + " bytes that belong to nothing");
            }
        }
    }

    private static GraphException cutOff(String what) {
        return damaged("the file ends within " + what);
    }

    static GraphException damaged(String reason) {
        return GraphException.because(reason)
                .fix("the file is damaged or cut off: export or download it again")
                .build();
    }
}
