package dev.espquant.calibrator.observer;

/** An array for the bins of one piece of values, kept for the next piece. */
final class BinScratch {
    private static final int USUAL = 4096;

    private static final ThreadLocal<int[]> KEPT = ThreadLocal.withInitial(() -> new int[USUAL]);

    /** An array of at least that length, the same for everybody on this thread. */
    int[] room(int count) {
        int[] kept = KEPT.get();
        if (kept.length < count) {
            kept = new int[count];
            KEPT.set(kept);
        }
        return kept;
    }
}
