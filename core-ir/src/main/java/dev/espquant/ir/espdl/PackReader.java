package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a pack. Every offset and length is checked before it is used, and models may not overlap. */
final class PackReader {
    private final ByteBuffer bytes;
    private final EspdlPack.Kind kind;

    private PackReader(ByteBuffer bytes, EspdlPack.Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    static EspdlPack read(ByteBuffer file) {
        ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        EspdlPack.Kind kind = kind(bytes);
        if (bytes.limit() < kind.countAt() + 4) {
            throw EspdlContainer.damaged("the file ends within the header of the pack");
        }
        if (kind != EspdlPack.Kind.PDL3) {
            return new EspdlPack(kind, "", new PackReader(bytes, kind).models());
        }
        ByteBuffer whole = checked(bytes);
        return new EspdlPack(kind, version(whole), new PackReader(whole, kind).models());
    }

    private static EspdlPack.Kind kind(ByteBuffer bytes) {
        String letters = EspdlContainer.letters(bytes);
        return Arrays.stream(EspdlPack.Kind.values())
                .filter(k -> k.name().equals(letters))
                .findFirst()
                .orElseThrow(() -> GraphException.because(
                                "packs of the kind '" + letters + "' are not known; known are PDL1, PDL2 and PDL3")
                        .fix("the file is newer than this tool, or damaged")
                        .build());
    }

    /** The part of a PDL3 that its checksum covers. */
    private static ByteBuffer checked(ByteBuffer bytes) {
        long size = Integer.toUnsignedLong(bytes.getInt(EspdlPack.SIZE_AT));
        if (size < EspdlPack.Kind.PDL3.countAt() + 4 || size > bytes.limit()) {
            throw EspdlContainer.damaged("the pack has " + size + " bytes by its header, the file " + bytes.limit());
        }
        EspdlContainer.requireFilling(bytes.slice((int) size, bytes.limit() - (int) size));
        ByteBuffer whole = bytes.slice(0, (int) size).order(ByteOrder.LITTLE_ENDIAN);
        byte[] told = new byte[EspdlPack.CHECKSUM_BYTES];
        whole.get(EspdlPack.CHECKSUM_AT, told);
        if (!Arrays.equals(told, EspdlPack.checksum(whole))) {
            throw EspdlContainer.damaged("the pack's contents do not have the checksum that its header tells");
        }
        return whole;
    }

    private static String version(ByteBuffer bytes) {
        byte[] characters = new byte[EspdlPack.VERSION_BYTES];
        bytes.get(EspdlPack.VERSION_AT, characters);
        int length = 0;
        while (length < characters.length && characters[length] != 0) {
            length++;
        }
        return new String(characters, 0, length, StandardCharsets.ISO_8859_1);
    }

    private ImmutableMap<String, ByteBuffer> models() {
        long count = Integer.toUnsignedLong(bytes.getInt(kind.countAt()));
        int first = kind.countAt() + 4;
        if (count * EspdlPack.ENTRY_BYTES > bytes.limit() - first) {
            throw EspdlContainer.damaged("the file ends within the entries of its " + count + " models");
        }
        Map<String, ByteBuffer> models = new LinkedHashMap<>();
        long used = first + count * EspdlPack.ENTRY_BYTES;
        for (int i = 0; i < count; i++) {
            int entry = first + EspdlPack.ENTRY_BYTES * i;
            String name = name(entry, i);
            ByteBuffer model = model(name, entry);
            if (models.put(name, model) != null) {
                throw EspdlContainer.damaged("two models are named '" + name + "'");
            }
            used += Integer.toUnsignedLong(bytes.getInt(entry + 8)) + model.remaining();
            if (used > bytes.limit()) {
                throw EspdlContainer.damaged("the models overlap");
            }
        }
        return ImmutableMap.copyOf(models);
    }

    private String name(int entry, int index) {
        long start = Integer.toUnsignedLong(bytes.getInt(entry + 4));
        long length = Integer.toUnsignedLong(bytes.getInt(entry + 8));
        if (length == 0 || start + length > bytes.limit()) {
            throw EspdlContainer.damaged("the name of model " + index + " is empty or lies beyond the end of the pack");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice((int) start, (int) length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw EspdlContainer.damaged("the name of model " + index + " is not UTF-8 text");
        }
    }

    /** A model's bytes, header included. The runtime copies one that is not aligned, so alignment is no condition. */
    private ByteBuffer model(String name, int entry) {
        long start = Integer.toUnsignedLong(bytes.getInt(entry));
        try {
            if (start > bytes.limit()) {
                throw EspdlContainer.damaged("it lies at byte " + start + ", beyond the end of the pack");
            }
            ByteBuffer rest = bytes.slice((int) start, bytes.limit() - (int) start);
            return rest.slice(0, (int) EspdlContainer.read(rest).length());
        } catch (GraphException e) {
            throw e.toBuilder().part("model '" + name + "'").build();
        }
    }
}
