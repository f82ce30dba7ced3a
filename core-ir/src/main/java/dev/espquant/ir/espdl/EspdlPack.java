package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Several models in one file, each under its name.
 *
 * @param kind the kind of pack
 * @param version the pack's own version, which only a {@link Kind#PDL3} has: up to 16 ASCII characters; empty otherwise
 * @param models files of single models by name, in the order of the pack; the buffers are read only and nobody moves them
 */
public record EspdlPack(Kind kind, String version, ImmutableMap<String, ByteBuffer> models) {
    private static final int MODEL_ALIGNMENT = 16;

    /** Kinds of packs, by the four letters that they begin with. Offsets in all of them count from the start of the pack. */
    public enum Kind {
        /** Models with {@code EDL1} headers, one behind the other. */
        PDL1(EspdlContainer.EDL1, 4),
        /** Models with {@code EDL2} headers, each at a multiple of 16 bytes. */
        PDL2(EspdlContainer.EDL2, 4),
        /** As PDL2, with a version, the length of the whole and a SHA-256 checksum over it. */
        PDL3(EspdlContainer.EDL2, 56);

        private final EspdlContainer container;
        private final int countAt;

        Kind(EspdlContainer container, int countAt) {
            this.container = container;
            this.countAt = countAt;
        }

        /** The header of the models in such a pack. */
        public EspdlContainer container() {
            return container;
        }

        /** Where the number of models stands; an entry of 12 bytes per model follows. */
        int countAt() {
            return countAt;
        }

        int modelAlignment() {
            return container == EspdlContainer.EDL2 ? MODEL_ALIGNMENT : 1;
        }
    }

    /** Of a PDL3: where its version, length and checksum stand. */
    static final int VERSION_AT = 4;

    static final int VERSION_BYTES = 16;
    static final int SIZE_AT = 20;
    static final int CHECKSUM_AT = 24;
    static final int CHECKSUM_BYTES = 32;

    /** Bytes per model in the table behind the header: offsets of model and name, length of the name. */
    static final int ENTRY_BYTES = 12;

    public EspdlPack {
        models = ImmutableMap.copyOf(Maps.transformValues(models, m -> m.slice().asReadOnlyBuffer()));
        if (!version.isEmpty() && kind != Kind.PDL3) {
            throw unfit("only a PDL3 pack has a version");
        }
        if (version.length() > VERSION_BYTES || version.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw unfit("a version has at most " + VERSION_BYTES + " ASCII characters");
        }
        models.forEach((name, model) -> {
            if (EspdlContainer.read(model).container() != kind.container) {
                throw unfit("a " + kind + " pack holds models with " + kind.container + " headers, but '" + name
                        + "' has another");
            }
        });
    }

    /** Whether a file is a pack. */
    static boolean isPack(ByteBuffer file) {
        return EspdlContainer.letters(file).startsWith("PDL");
    }

    /** The pack's bytes: header, entries, names, models. The same pack gives the same bytes. */
    public byte[] toBytes() {
        long size = sizeBeforeModels();
        for (ByteBuffer model : models.values()) {
            size = aligned(size) + model.remaining();
        }
        size = aligned(size);
        if (size > Integer.MAX_VALUE) {
            throw unfit("a pack takes at most 2 GiB, this one " + size + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii(kind.name())).putInt(kind.countAt, models.size());
        fill(bytes);
        if (kind == Kind.PDL3) {
            bytes.put(VERSION_AT, ascii(version)).putInt(SIZE_AT, (int) size);
            bytes.put(CHECKSUM_AT, checksum(bytes));
        }
        return bytes.array();
    }

    private long sizeBeforeModels() {
        long size = kind.countAt + 4L + (long) ENTRY_BYTES * models.size();
        for (String name : models.keySet()) {
            size += utf8(name).length;
        }
        return size;
    }

    private void fill(ByteBuffer bytes) {
        int entry = kind.countAt + 4;
        int nameAt = entry + ENTRY_BYTES * models.size();
        int modelAt = (int) aligned(sizeBeforeModels());
        for (var model : models.entrySet()) {
            byte[] name = utf8(model.getKey());
            bytes.putInt(entry, modelAt).putInt(entry + 4, nameAt).putInt(entry + 8, name.length);
            bytes.put(nameAt, name);
            ByteBuffer content = model.getValue();
            bytes.put(modelAt, content, 0, content.limit());
            entry += ENTRY_BYTES;
            nameAt += name.length;
            modelAt = (int) aligned((long) modelAt + content.remaining());
        }
    }

    private long aligned(long position) {
        long to = kind.modelAlignment();
        return (position + to - 1) / to * to;
    }

    /** SHA-256 of a whole pack with its checksum's bytes zero. */
    static byte[] checksum(ByteBuffer pack) {
        ByteBuffer bytes = pack.duplicate().rewind();
        return Hashing.sha256()
                .newHasher()
                .putBytes(bytes.slice(0, CHECKSUM_AT))
                .putBytes(new byte[CHECKSUM_BYTES])
                .putBytes(bytes.slice(CHECKSUM_AT + CHECKSUM_BYTES, bytes.limit() - CHECKSUM_AT - CHECKSUM_BYTES))
                .hash()
                .asBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static GraphException unfit(String reason) {
        return GraphException.because(reason).fix("pack other models").build();
    }
}
