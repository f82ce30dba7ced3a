package dev.espquant.evaluator.engine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Memory of one thread that kernels use one after the other: it grows to what the largest asks for, then nothing is allocated any more. */
public final class Scratch {
    /** What memory is asked for; memory for different purposes never overlaps. */
    public enum Purpose {
        /** The left operand of a product. */
        LEFT,
        /** An image between its padding. */
        PADDED,
        /** The lower bytes of an image between its padding. */
        PADDED_LOWER,
        /** An image's upper bytes, then its lower ones. */
        PLANES,
        /** Sums of products. */
        SUMS,
        /** A few elements on their way to the output. */
        BLOCK
    }

    private final Map<Purpose, byte[]> bytes = new EnumMap<>(Purpose.class);
    private final Map<Purpose, short[]> shorts = new EnumMap<>(Purpose.class);
    private final Map<Purpose, int[]> ints = new EnumMap<>(Purpose.class);
    private final Map<Purpose, float[]> floats = new EnumMap<>(Purpose.class);
    private final Map<Purpose, double[]> doubles = new EnumMap<>(Purpose.class);
    private final Map<Object, Object> states = new HashMap<>();

    /** At least so many bytes, of any contents. */
    public byte[] bytes(Purpose purpose, int length) {
        byte[] found = bytes.get(purpose);
        if (found == null || found.length < length) {
            found = new byte[length];
            bytes.put(purpose, found);
        }
        return found;
    }

    /** At least so many 16-bit integers, of any contents. */
    public short[] shorts(Purpose purpose, int length) {
        short[] found = shorts.get(purpose);
        if (found == null || found.length < length) {
            found = new short[length];
            shorts.put(purpose, found);
        }
        return found;
    }

    /** At least so many 32-bit integers, of any contents. */
    public int[] ints(Purpose purpose, int length) {
        int[] found = ints.get(purpose);
        if (found == null || found.length < length) {
            found = new int[length];
            ints.put(purpose, found);
        }
        return found;
    }

    /** At least so many floats, of any contents. */
    public float[] floats(Purpose purpose, int length) {
        float[] found = floats.get(purpose);
        if (found == null || found.length < length) {
            found = new float[length];
            floats.put(purpose, found);
        }
        return found;
    }

    /** At least so many doubles, of any contents. */
    public double[] doubles(Purpose purpose, int length) {
        double[] found = doubles.get(purpose);
        if (found == null || found.length < length) {
            found = new double[length];
            doubles.put(purpose, found);
        }
        return found;
    }

    /** What a kernel keeps for this thread; made when it is first asked for. */
    public <T> T state(Object kernel, Class<T> type, Supplier<T> maker) {
        return type.cast(states.computeIfAbsent(kernel, unused -> maker.get()));
    }
}
