package dev.espquant.calibrator.observer;

import java.util.Arrays;

/**
 * The counts of a histogram's bins. Counting itself is in {@code int}s, which are quick and small, and carried over to {@code long}s before they
 * could overflow. Neighbours are counted in different copies of the bins: a processor waits if it must read again what it has just written.
 */
final class Counts {
    private static final int COPIES = 4;

    /** More bins than this are seldom hit twice in a row. */
    private static final int FEW_BINS = 1 << 15;

    private final int bins;
    private final int copies;
    private final int[] recent;
    private long[] carried = {};
    private long sinceCarry;

    Counts(int bins) {
        this.bins = bins;
        this.copies = bins <= FEW_BINS ? COPIES : 1;
        this.recent = new int[copies * bins];
    }

    /** Counts the first of the bins that an array names. */
    void count(int[] hits, int count) {
        makeRoom(count);
        int i = 0;
        if (copies == COPIES) {
            int second = bins;
            int third = 2 * bins;
            int fourth = 3 * bins;
            for (; i <= count - COPIES; i += COPIES) {
                recent[hits[i]]++;
                recent[second + hits[i + 1]]++;
                recent[third + hits[i + 2]]++;
                recent[fourth + hits[i + 3]]++;
            }
        }
        for (; i < count; i++) {
            recent[hits[i]]++;
        }
    }

    /** Adds to one bin, or takes away. */
    void add(int bin, int count) {
        makeRoom(Math.abs(count));
        recent[bin] += count;
    }

    private void makeRoom(int count) {
        sinceCarry += count;
        if (sinceCarry > Integer.MAX_VALUE) {
            carry();
            sinceCarry = count;
        }
    }

    private void carry() {
        carried = total();
        Arrays.fill(recent, 0);
    }

    /** Everything counted so far, by bin: a copy. */
    long[] total() {
        long[] total = Arrays.copyOf(carried, bins);
        for (int i = 0; i < recent.length; i++) {
            total[i % bins] += recent[i];
        }
        return total;
    }

    /** Takes in what another one with as many bins has counted. */
    void add(Counts other) {
        carry();
        sinceCarry = 0;
        long[] theirs = other.total();
        for (int i = 0; i < bins; i++) {
            carried[i] += theirs[i];
        }
    }
}
