package dev.espquant.ir.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Whole files of a known size. A file that turns out shorter than its size said is an error, one that grows is read up to that size. */
final class FileContents {
    private static final long MAPPED_FROM = 64L << 20;

    private FileContents() {}

    /** A copy of a file's first bytes. */
    static byte[] bytes(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            return bytes.array();
        }
    }

    /**
     * A view of a file's first bytes. Large files are mapped into memory; small ones are copied, because a mapping keeps a file from being
     * replaced on some systems.
     */
    static ByteBuffer view(Path file, int size) throws IOException {
        return size < MAPPED_FROM ? ByteBuffer.wrap(bytes(file, size)).asReadOnlyBuffer() : map(file, 0, size);
    }

    /** A part of a file, mapped into memory. */
    static ByteBuffer map(Path file, long offset, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        }
    }
}
