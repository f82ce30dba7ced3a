package dev.espquant.evaluator.data;

import dev.espquant.ir.GraphException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a deflated array so that it can be read from any place: into memory if it is small, else into a temporary file that is mapped.
 * What an entry claims is checked before anything is unpacked: deflate never packs better than 1 to 1032, the header of the array must agree
 * with the claim, and nothing beyond {@link #LIMIT} is unpacked at all.
 */
final class Inflation {
    /** The largest array that is unpacked: 4 GiB. Larger ones must be stored, and are mapped then. */
    static final long LIMIT = 1L << 32;

    private static final long IN_MEMORY = 1 << 26;
    private static final int CHUNK = 1 << 16;

    private final ArrayBytes packed;
    private final ZipDirectory.Entry entry;
    private final String name;

    Inflation(ArrayBytes packed, ZipDirectory.Entry entry, String name) {
        this.packed = packed;
        this.entry = entry;
        this.name = name;
    }

    ArrayBytes unpack() throws IOException {
        if (entry.size() > LIMIT || entry.size() / 1040 > entry.packedSize()) {
            throw GraphException.because("the compressed array claims " + entry.size() + " bytes from "
                            + entry.packedSize() + "; at most " + LIMIT + " are unpacked")
                    .file(name)
                    .fix("store it uncompressed: numpy.savez(file, ...) instead of numpy.savez_compressed")
                    .build();
        }
        byte[] head = new byte[(int) Math.min(entry.size(), NpyHeader.LIMIT)];
        inflate(head.length, false, (bytes, from, count) -> System.arraycopy(bytes, 0, head, (int) from, count));
        NpyHeader.parse(ByteBuffer.wrap(head), entry.size(), name);
        return entry.size() <= IN_MEMORY ? intoMemory() : intoFile();
    }

    private ArrayBytes intoMemory() throws IOException {
        byte[] all = new byte[(int) entry.size()];
        inflate(all.length, true, (bytes, from, count) -> System.arraycopy(bytes, 0, all, (int) from, count));
        return ArrayBytes.of(ByteBuffer.wrap(all));
    }

    private ArrayBytes intoFile() throws IOException {
        Path file = Files.createTempFile("espquant", ".npy");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
                inflate(entry.size(), true, (bytes, from, count) -> out.write(bytes, 0, count));
            }
            return MappedBytes.map(file, 0, entry.size());
        } finally {
            // A mapped file lives on without its name; where it does not (Windows), it goes when the program ends.
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
    }

    /** What takes the unpacked bytes. */
    @FunctionalInterface
    private interface Sink {
        void accept(byte[] bytes, long from, int count) throws IOException;
    }

    /** Unpacks the first {@code wanted} bytes; if these are all, checks length and checksum. */
    private void inflate(long wanted, boolean whole, Sink sink) throws IOException {
        Inflater inflater = new Inflater(true);
        CRC32 crc = new CRC32();
        byte[] chunk = new byte[CHUNK];
        try {
            long read = 0;
            for (long done = 0; done < wanted; ) {
                int count = inflater.inflate(chunk, 0, (int) Math.min(chunk.length, wanted - done));
                crc.update(chunk, 0, count);
                sink.accept(chunk, done, count);
                done += count;
                if (count == 0) {
                    int next = (int) Math.min(CHUNK, packed.length() - read);
                    require(inflater.needsInput() && next > 0);
                    inflater.setInput(packed.view(read, next));
                    read += next;
                }
            }
            require(!whole || (int) crc.getValue() == entry.crc32());
        } catch (DataFormatException e) {
            require(false);
        } finally {
            inflater.end();
        }
    }

    private void require(boolean condition) {
        if (!condition) {
            throw GraphException.because("the compressed array is damaged: it does not unpack to the " + entry.size()
                            + " bytes and the checksum that the file claims")
                    .file(name)
                    .fix("write it anew with numpy.savez(file, ...)")
                    .build();
        }
    }
}
