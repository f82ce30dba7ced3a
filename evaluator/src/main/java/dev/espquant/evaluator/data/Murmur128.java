package dev.espquant.evaluator.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * MurmurHash3_x64_128 with seed 0 (Appleby, SMHasher): four times as quick as SHA-256 in the processor's own instructions. Two inputs of the same
 * hash can be made on purpose; by accident they happen once in 2^128 pairs.
 */
final class Murmur128 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 2 * Long.BYTES;

    private long h1;
    private long h2;
    private long length;
    private final byte[] rest = new byte[BLOCK];
    private int held;

    /** Takes in the first bytes of an array. */
    void update(byte[] bytes, int count) {
        length += count;
        int from = 0;
        if (held > 0) {
            from = Math.min(BLOCK - held, count);
            System.arraycopy(bytes, 0, rest, held, from);
            held += from;
            if (held < BLOCK) {
                return;
            }
            blocks(rest, 0, BLOCK);
        }
        int whole = from + (count - from) / BLOCK * BLOCK;
        blocks(bytes, from, whole);
        held = count - whole;
        System.arraycopy(bytes, whole, rest, 0, held);
    }

    private void blocks(byte[] bytes, int from, int to) {
        long a = h1;
        long b = h2;
        for (int i = from; i < to; i += BLOCK) {
            a ^= mixed1((long) LONGS.get(bytes, i));
            a = (Long.rotateLeft(a, 27) + b) * 5 + 0x52dce729;
            b ^= mixed2((long) LONGS.get(bytes, i + Long.BYTES));
            b = (Long.rotateLeft(b, 31) + a) * 5 + 0x38495ab5;
        }
        h1 = a;
        h2 = b;
    }

    private static long mixed1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixed2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    /** The hash of everything taken in, in hexadecimal digits; nothing more can be taken in. */
    String digest() {
        Arrays.fill(rest, held, BLOCK, (byte) 0);
        long a = h1 ^ mixed1((long) LONGS.get(rest, 0)) ^ length;
        long b = h2 ^ mixed2((long) LONGS.get(rest, Long.BYTES)) ^ length;
        a += b;
        b += a;
        a = avalanche(a);
        b = avalanche(b);
        a += b;
        b += a;
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(BLOCK)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(a)
                        .putLong(b)
                        .array());
    }

    private static long avalanche(long k) {
        long mixed = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
