package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table of contents of a zip file (APPNOTE 4.3.12, with the 64-bit records that NumPy writes for large arrays). The JDK's own reader does
 * not tell where an entry's bytes are, and without that they cannot be mapped.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int MAX_DIRECTORY = 1 << 26;
    private static final long BIG = 0xffffffffL;

    private final ArrayBytes file;
    private final String name;

    private ZipDirectory(ArrayBytes file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * One entry.
     *
     * @param method 0 stored, 8 deflated; others are refused when the entry is opened
     * @param crc32 of the content
     * @param packedSize bytes in the file
     * @param size bytes of the content
     * @param headerOffset of the entry's local header
     */
    record Entry(
            String name, int method, boolean encrypted, int crc32, long packedSize, long size, long headerOffset) {}

    /** The entries by name, in the order of the file. */
    static ImmutableMap<String, Entry> read(ArrayBytes file, String name) {
        return new ZipDirectory(file, name).entries();
    }

    /** Where an entry's packed bytes begin, behind its local header. */
    static long dataOffset(ArrayBytes file, Entry entry, String name) {
        return new ZipDirectory(file, name).dataOffset(entry);
    }

    private ImmutableMap<String, Entry> entries() {
        ByteBuffer directory = directory();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (directory.hasRemaining()) {
            Entry entry = entry(directory);
            require(entries.put(entry.name(), entry) == null, "entry '" + entry.name() + "' is there twice");
        }
        return ImmutableMap.copyOf(entries);
    }

    private ByteBuffer directory() {
        require(file.length() >= END_SIZE, "it is too short");
        int tailLength = (int) Math.min(file.length(), END_SIZE + 0xffff);
        long tailOffset = file.length() - tailLength;
        ByteBuffer tail = view(tailOffset, tailLength);
        int end = tailLength - END_SIZE;
        while (end >= 0 && !isEnd(tail, end)) {
            end--;
        }
        require(end >= 0, "its end is missing, the file is cut off or not a zip file");
        long size = tail.getInt(end + 12) & BIG;
        long offset = tail.getInt(end + 16) & BIG;
        long endOffset = tailOffset + end;
        if (endOffset >= 20 && view(endOffset - 20, 4).getInt() == END64_LOCATOR) {
            long end64 = view(endOffset - 12, 8).getLong();
            ByteBuffer record = view(end64, 56);
            require(record.getInt() == END64, "its 64-bit end record is missing");
            size = record.getLong(40);
            offset = record.getLong(48);
        }
        require(size <= MAX_DIRECTORY, "its directory claims " + size + " bytes");
        return view(offset, (int) size);
    }

    private static boolean isEnd(ByteBuffer tail, int at) {
        return tail.getInt(at) == END && at + END_SIZE + (tail.getShort(at + 20) & 0xffff) == tail.capacity();
    }

    private Entry entry(ByteBuffer in) {
        int start = in.position();
        require(in.remaining() >= 46 && in.getInt(start) == CENTRAL, "its directory is damaged");
        int flags = in.getShort(start + 8);
        int nameLength = in.getShort(start + 28) & 0xffff;
        int extraLength = in.getShort(start + 30) & 0xffff;
        int commentLength = in.getShort(start + 32) & 0xffff;
        require(in.remaining() >= 46 + nameLength + extraLength + commentLength, "its directory is damaged");
        byte[] text = new byte[nameLength];
        in.get(start + 46, text);
        long[] sizes = {
            in.getInt(start + 24) & BIG, in.getInt(start + 20) & BIG, in.getInt(start + 42) & BIG,
        };
        replaceBy64Bit(in.slice(start + 46 + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN), sizes);
        in.position(start + 46 + nameLength + extraLength + commentLength);
        return new Entry(
                new String(text, StandardCharsets.UTF_8),
                in.getShort(start + 10),
                (flags & 1) != 0,
                in.getInt(start + 16),
                sizes[1],
                sizes[0],
                sizes[2]);
    }

    /** Sizes that do not fit 32 bits are all ones; the extra field 1 has the real ones, in the order size, packed size, offset. */
    private void replaceBy64Bit(ByteBuffer extra, long[] sizes) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort();
            int length = extra.getShort() & 0xffff;
            require(length <= extra.remaining(), "its directory is damaged");
            int end = extra.position() + length;
            for (int i = 0; id == 1 && i < sizes.length; i++) {
                if (sizes[i] == BIG && end - extra.position() >= 8) {
                    sizes[i] = extra.getLong();
                }
            }
            extra.position(end);
        }
    }

    private long dataOffset(Entry entry) {
        ByteBuffer local = view(entry.headerOffset(), 30);
        require(local.getInt(0) == LOCAL, "entry '" + entry.name() + "' is not where the directory says");
        long offset = entry.headerOffset() + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        require(
                entry.packedSize() >= 0 && entry.packedSize() <= file.length() - offset,
                "entry '" + entry.name() + "' reaches beyond the end of the file");
        return offset;
    }

    private ByteBuffer view(long offset, int length) {
        require(offset >= 0 && offset <= file.length() - length, "its directory is damaged");
        return file.view(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw GraphException.because("the .npz (zip) file cannot be read: " + reason)
                    .file(name)
                    .fix("write it anew with numpy.savez(file, ...)")
                    .build();
        }
    }
}
