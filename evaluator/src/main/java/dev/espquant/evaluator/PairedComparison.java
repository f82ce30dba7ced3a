package dev.espquant.evaluator;

/**
 * Two classifiers on the same samples, such as the float model and its integers: how often they agree, and whether one is better than chance
 * explains (McNemar's exact test on the samples that only one of them gets right).
 *
 * @param agreement how often both say the same, right or wrong
 * @param onlyFirst samples that only the first gets right
 * @param onlySecond samples that only the second gets right
 */
public record PairedComparison(Accuracy agreement, int onlyFirst, int onlySecond) {

    /** Compares predictions of the same samples, in the same order. */
    public static PairedComparison of(int[] first, int[] second, int[] labels) {
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < labels.length; i++) {
            onlyFirst += first[i] == labels[i] && second[i] != labels[i] ? 1 : 0;
            onlySecond += first[i] != labels[i] && second[i] == labels[i] ? 1 : 0;
        }
        return new PairedComparison(Accuracy.of(first, second), onlyFirst, onlySecond);
    }

    /**
     * The two-sided probability of a difference this large if both were equally good; 1 if no sample tells them apart. Below 0.05 the
     * difference is more than chance.
     */
    public double pValue() {
        int n = onlyFirst + onlySecond;
        int few = Math.min(onlyFirst, onlySecond);
        double logTerm = -n * StrictMath.log(2); // of choose(n, k) / 2^n
        double sum = 0;
        for (int k = 0; k <= few; k++) {
            sum += StrictMath.exp(logTerm);
            logTerm += StrictMath.log((double) (n - k) / (k + 1));
        }
        return Math.min(1, 2 * sum);
    }
}
