package dev.espquant.ir.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A whole file as a buffer. Large files are mapped into memory instead of being copied; small ones are copied, because a mapping keeps a
 * file from being replaced on some systems and most models are small.
 */
final class FileContents {
    private static final long MAPPED_FROM = 64L << 20;

    private FileContents() {}

    static ByteBuffer read(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (size >= MAPPED_FROM) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            return bytes.flip().asReadOnlyBuffer();
        }
    }
}
