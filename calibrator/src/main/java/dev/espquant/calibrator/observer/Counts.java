package dev.espquant.calibrator.observer;

import java.util.Arrays;

/**
 * The counts of a histogram's bins. Counting itself is in {@code int}s, which are quick and small; whoever counts asks for {@link #room}
 * first, and before they could overflow they are carried over to {@code long}s.
 */
final class Counts {
    private final int[] recent;
    private long[] carried = {};
    private long sinceCarry;

    Counts(int bins) {
        recent = new int[bins];
    }

    /** The counters, in which up to {@code values} values may be counted now. */
    int[] room(int values) {
        sinceCarry += values;
        if (sinceCarry > Integer.MAX_VALUE) {
            carry();
            sinceCarry = values;
        }
        return recent;
    }

    private void carry() {
        carried = total();
        Arrays.fill(recent, 0);
    }

    /** Everything counted so far, by bin: a copy. */
    long[] total() {
        long[] total = Arrays.copyOf(carried, recent.length);
        for (int i = 0; i < recent.length; i++) {
            total[i] += recent[i];
        }
        return total;
    }

    /** Takes in what another one with as many bins has counted. */
    void add(Counts other) {
        carry();
        sinceCarry = 0;
        for (int i = 0; i < recent.length; i++) {
            carried[i] += other.recent[i] + (other.carried.length == 0 ? 0 : other.carried[i]);
        }
    }
}
