package dev.espquant.evaluator.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Memory of one thread that kernels use one after the other: it grows to what the largest asks for, then nothing is allocated any more. */
public final class Scratch {
    private byte[] bytes = {};
    private int[] ints = {};
    private final Map<Object, Object> states = new HashMap<>();

    /** At least so many bytes, of any contents. */
    public byte[] bytes(int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }

    /** At least so many integers, of any contents. */
    public int[] ints(int length) {
        if (ints.length < length) {
            ints = new int[length];
        }
        return ints;
    }

    /** What a kernel keeps for this thread; made when it is first asked for. */
    public <T> T state(Object kernel, Class<T> type, Supplier<T> maker) {
        return type.cast(states.computeIfAbsent(kernel, unused -> maker.get()));
    }
}
