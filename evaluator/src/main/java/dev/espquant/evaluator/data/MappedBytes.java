package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of a file, mapped into memory in pieces of one gigabyte: the system reads what is touched and may forget it again. */
final class MappedBytes implements ArrayBytes {
    static final int SEGMENT = 1 << 30;

    private final ImmutableList<ByteBuffer> segments;
    private final int segmentSize;
    private final long length;

    private MappedBytes(ImmutableList<ByteBuffer> segments, int segmentSize, long length) {
        this.segments = segments;
        this.segmentSize = segmentSize;
        this.length = length;
    }

    static MappedBytes map(Path file, long offset, long length) throws IOException {
        return map(file, offset, length, SEGMENT);
    }

    static MappedBytes map(Path file, long offset, long length, int segmentSize) throws IOException {
        ImmutableList.Builder<ByteBuffer> segments = ImmutableList.builder();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (offset + length > channel.size()) {
                throw new IOException("the file became shorter while it was read");
            }
            for (long from = 0; from < length; from += segmentSize) {
                segments.add(channel.map(MapMode.READ_ONLY, offset + from, Math.min(segmentSize, length - from)));
            }
        }
        return new MappedBytes(segments.build(), segmentSize, length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer view(long offset, int count) {
        if (count == 0) {
            return ByteBuffer.allocate(0);
        }
        int index = (int) (offset / segmentSize);
        int within = (int) (offset % segmentSize);
        ByteBuffer segment = segments.get(index);
        if (count <= segment.capacity() - within) {
            return segment.slice(within, count);
        }
        ByteBuffer copy = ByteBuffer.allocate(count);
        while (copy.hasRemaining()) {
            ByteBuffer part = segments.get(index++);
            int take = Math.min(copy.remaining(), part.capacity() - within);
            copy.put(part.slice(within, take));
            within = 0;
        }
        return copy.flip();
    }
}
