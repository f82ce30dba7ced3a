package dev.espquant.evaluator.data;

import java.nio.ByteBuffer;

/** Bytes that may be more than one buffer can hold. Safe for use by several threads. */
interface ArrayBytes {
    long length();

    /** {@code length} bytes from {@code offset} on, as a fresh view where they lie together, else as a copy. */
    ByteBuffer view(long offset, int length);

    /** A part of these bytes. */
    default ArrayBytes part(long from, long partLength) {
        ArrayBytes whole = this;
        return new ArrayBytes() {
            @Override
            public long length() {
                return partLength;
            }

            @Override
            public ByteBuffer view(long offset, int length) {
                return whole.view(from + offset, length);
            }
        };
    }

    static ArrayBytes of(ByteBuffer buffer) {
        return new ArrayBytes() {
            @Override
            public long length() {
                return buffer.capacity();
            }

            @Override
            public ByteBuffer view(long offset, int length) {
                return buffer.slice(Math.toIntExact(offset), length);
            }
        };
    }
}
