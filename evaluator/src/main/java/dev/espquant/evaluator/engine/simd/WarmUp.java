package dev.espquant.evaluator.engine.simd;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a body compiled before it computes anything that somebody waits for. Until the optimizing compiler has a method with vectors, every vector in it
 * is an object and every operation a loop with a call for each lane: several thousand times as slow. The compiler counts calls and turns of loops, and at that pace
 * a batch of a small model may end before enough were counted. So a body first runs often, on next to nothing: a few vectors, and all ways through it, since a way
 * that was never gone is not compiled.
 */
final class WarmUp {
    /** Calls in one turn. How many are needed depends on how busy the compiler is: with a long queue it counts nothing for a while. */
    private static final int CALLS = 1_000;

    /** A call takes less than this once it is compiled by the optimizing compiler, and a hundred times as long before. No result depends on it. */
    private static final long COMPILED_NANOS = 2_000;

    /** A machine that is busy with other things must not wait for ever. */
    private static final long LONGEST_NANOS = 3_000_000_000L;

    /** Calls of different lengths: {@code 0} to this, less one. Long enough that the body's loop counts before the lambda around it does. */
    private static final int LENGTHS = 9;

    /** Memory of so many vectors is enough for any call. */
    static final int VECTORS = LENGTHS + 1;

    private static final Set<Object> DONE = ConcurrentHashMap.newKeySet();

    private WarmUp() {}

    /** A body on data that does not matter. */
    @FunctionalInterface
    interface Body {
        /**
         * Runs once.
         *
         * @param vectors how many to compute; behind them what is left over, if the body takes that
         */
        void run(int vectors);
    }

    /**
     * Runs a body often, the first time that its name is given. Not alone: were it the only one that is called here, it would be compiled as a part of this
     * loop, and no longer count for itself.
     */
    static void once(Object name, Body body) {
        if (!DONE.add(name)) {
            return;
        }
        Body[] bodies = {vectors -> {}, vectors -> {}, vectors -> {}, body};
        long end = System.nanoTime() + LONGEST_NANOS;
        boolean compiled = false;
        while (!compiled && System.nanoTime() < end) {
            long start = System.nanoTime();
            turn(bodies);
            compiled = System.nanoTime() - start < CALLS * COMPILED_NANOS;
        }
    }

    private static void turn(Body... bodies) {
        for (int call = 0; call < CALLS; call++) {
            for (Body each : bodies) {
                each.run(call % LENGTHS);
            }
        }
    }
}
