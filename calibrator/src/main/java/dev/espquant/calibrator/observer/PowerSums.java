package dev.espquant.calibrator.observer;

/** Sums over any bins of a histogram in a few operations: of the counts, of the bins that are not empty, and of what their logarithms take. */
final class PowerSums {
    private final long[] counts;
    private final int[] filled;
    /** Over bins that are not empty: {@code c ln c}, {@code ln c}, {@code 1/c} and {@code 1/c^2}. */
    private final double[] terms;

    private final double[] logs;
    private final double[] inverses;
    private final double[] squares;

    PowerSums(long[] histogram) {
        int bins = histogram.length;
        counts = new long[bins + 1];
        filled = new int[bins + 1];
        terms = new double[bins + 1];
        logs = new double[bins + 1];
        inverses = new double[bins + 1];
        squares = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            double count = histogram[i];
            boolean empty = histogram[i] == 0;
            double log = empty ? 0 : FastLog.of(count);
            double inverse = empty ? 0 : 1 / count;
            counts[i + 1] = counts[i] + histogram[i];
            filled[i + 1] = filled[i] + (empty ? 0 : 1);
            terms[i + 1] = terms[i] + count * log;
            logs[i + 1] = logs[i] + log;
            inverses[i + 1] = inverses[i] + inverse;
            squares[i + 1] = squares[i] + inverse * inverse;
        }
    }

    long count(int from, int to) {
        return to <= from ? 0 : counts[to] - counts[from];
    }

    int filled(int from, int to) {
        return to <= from ? 0 : filled[to] - filled[from];
    }

    /** The sum of {@code (c - share) ln (c - share)} over the bins that are not empty, to the third order in the share. */
    double logs(int from, int to, double share) {
        if (to <= from) {
            return 0;
        }
        double third = share * (squares[to] - squares[from]) / 3;
        double second = share * (inverses[to] - inverses[from] + third) / 2;
        double first = share * (logs[to] - logs[from] + filled(from, to) - second);
        return terms[to] - terms[from] - first;
    }
}
