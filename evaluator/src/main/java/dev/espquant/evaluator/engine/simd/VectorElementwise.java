package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.quant.RoundingMode;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/** Element by element, as far as whole vectors go: each method returns how many elements it did. */
final class VectorElementwise {
    /** Operands of 16 bits shifted by this stay within an int, and so does their sum. */
    private static final int LARGEST_LEFT = 12;

    private static final int LARGEST_RIGHT = 31;

    private VectorElementwise() {}

    /** Has {@link #max} and {@link #add} compiled. */
    static void warmUpRows() {
        int lanes = VectorBodies.INTS.length();
        byte[] from = new byte[WarmUp.VECTORS * lanes];
        int[] row = new int[from.length];
        WarmUp.once("max", count -> max(from, 0, row, count * lanes));
        WarmUp.once("add", count -> add(from, 0, row, count * lanes));
    }

    /** Has {@link #apply} compiled. */
    static void warmUpSums() {
        int lanes = VectorBodies.INTS.length();
        byte[] bytes = new byte[WarmUp.VECTORS * lanes];
        short[] shorts = new short[bytes.length];
        WarmUp.once("byte sums", count -> sums(bytes, bytes, bytes, count * lanes, 1, 1, 1, 0, 1, -1, 1));
        WarmUp.once("short sums", count -> sums(shorts, shorts, shorts, count * lanes, 1, 1, 1, 0, 1, -1, 1));
    }

    /** Has both {@link #clamp} compiled. */
    static void warmUpClamps() {
        int lanes = VectorBodies.BYTES.length();
        byte[] bytes = new byte[WarmUp.VECTORS * lanes];
        short[] shorts = new short[bytes.length];
        WarmUp.once("clamp bytes", count -> clamp(bytes, bytes, count * lanes, (byte) -1, (byte) 1));
        WarmUp.once("clamp shorts", count -> clamp(shorts, shorts, count * lanes / 2, (short) -1, (short) 1));
    }

    static int max(byte[] from, int fromIndex, int[] row, int count) {
        int whole = VectorBodies.INTS.loopBound(count);
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            Exact.ints(VectorBodies.INTS, row, i).max(ints(from, fromIndex + i)).intoArray(row, i);
        }
        return whole;
    }

    static int add(byte[] from, int fromIndex, int[] row, int count) {
        int whole = VectorBodies.INTS.loopBound(count);
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            Exact.ints(VectorBodies.INTS, row, i).add(ints(from, fromIndex + i)).intoArray(row, i);
        }
        return whole;
    }

    static int clamp(byte[] from, byte[] to, int count, byte low, byte high) {
        int whole = VectorBodies.BYTES.loopBound(count);
        for (int i = 0; i < whole; i += VectorBodies.BYTES.length()) {
            Exact.bytes(VectorBodies.BYTES, from, i).max(low).min(high).intoArray(to, i);
        }
        return whole;
    }

    static int clamp(short[] from, short[] to, int count, short low, short high) {
        int whole = ShortVector.SPECIES_PREFERRED.loopBound(count);
        for (int i = 0; i < whole; i += ShortVector.SPECIES_PREFERRED.length()) {
            Exact.shorts(ShortVector.SPECIES_PREFERRED, from, i)
                    .max(low)
                    .min(high)
                    .intoArray(to, i);
        }
        return whole;
    }

    /** Sums and differences that round down: what every target's Add does. Others are left to the plain loop. */
    static boolean covers(ElementwiseLayer layer) {
        boolean sum = layer.operation() == ElementwiseLayer.Operation.ADD
                || layer.operation() == ElementwiseLayer.Operation.SUB;
        return sum
                && layer.rounding() == RoundingMode.FLOOR
                && layer.exponentA() <= 0
                && layer.exponentB() <= 0
                && layer.exponentOut() <= LARGEST_LEFT;
    }

    /** A layer that is {@linkplain #covers covered}. */
    static int apply(ElementwiseLayer layer, QuantizedBuffer a, QuantizedBuffer b, QuantizedBuffer to, int count) {
        int whole = VectorBodies.INTS.loopBound(count);
        int left = Math.max(0, layer.exponentOut());
        int right = Math.min(LARGEST_RIGHT, Math.max(0, -layer.exponentOut()));
        int shiftA = Math.min(LARGEST_RIGHT, -layer.exponentA());
        int shiftB = Math.min(LARGEST_RIGHT, -layer.exponentB());
        int sign = layer.operation() == ElementwiseLayer.Operation.SUB ? -1 : 1;
        if (a.storage() == QuantizedBuffer.Storage.BYTES) {
            sums(a.bytes(), b.bytes(), to.bytes(), whole, shiftA, shiftB, sign, left, right, layer.low(), layer.high());
        } else if (a.storage() == QuantizedBuffer.Storage.SHORTS) {
            sums(
                    a.shorts(),
                    b.shorts(),
                    to.shorts(),
                    whole,
                    shiftA,
                    shiftB,
                    sign,
                    left,
                    right,
                    layer.low(),
                    layer.high());
        } else {
            return 0;
        }
        return whole;
    }

    private static void sums(
            byte[] a,
            byte[] b,
            byte[] to,
            int whole,
            int shiftA,
            int shiftB,
            int sign,
            int left,
            int right,
            int low,
            int high) {
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            IntVector sum = ints(a, i)
                    .lanewise(VectorOperators.ASHR, shiftA)
                    .add(ints(b, i).lanewise(VectorOperators.ASHR, shiftB).mul(sign))
                    .lanewise(VectorOperators.LSHL, left)
                    .lanewise(VectorOperators.ASHR, right)
                    .max(low)
                    .min(high);
            Exact.bytes(VectorBodies.QUARTER, sum.convertShape(VectorOperators.I2B, VectorBodies.QUARTER, 0))
                    .intoArray(to, i);
        }
    }

    private static void sums(
            short[] a,
            short[] b,
            short[] to,
            int whole,
            int shiftA,
            int shiftB,
            int sign,
            int left,
            int right,
            int low,
            int high) {
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            IntVector sum = ints(a, i)
                    .lanewise(VectorOperators.ASHR, shiftA)
                    .add(ints(b, i).lanewise(VectorOperators.ASHR, shiftB).mul(sign))
                    .lanewise(VectorOperators.LSHL, left)
                    .lanewise(VectorOperators.ASHR, right)
                    .max(low)
                    .min(high);
            Exact.shorts(VectorBodies.HALF, sum.convertShape(VectorOperators.I2S, VectorBodies.HALF, 0))
                    .intoArray(to, i);
        }
    }

    private static IntVector ints(byte[] values, int index) {
        ByteVector bytes = Exact.bytes(VectorBodies.QUARTER, values, index);
        return Exact.ints(VectorBodies.INTS, bytes.convertShape(VectorOperators.B2I, VectorBodies.INTS, 0));
    }

    private static IntVector ints(short[] values, int index) {
        ShortVector shorts = Exact.shorts(VectorBodies.HALF, values, index);
        return Exact.ints(VectorBodies.INTS, shorts.convertShape(VectorOperators.S2I, VectorBodies.INTS, 0));
    }
}
