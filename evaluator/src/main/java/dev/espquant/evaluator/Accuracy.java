package dev.espquant.evaluator;

import java.util.Locale;

/**
 * How often something was right: {@code correct} of {@code total}, with Wilson's score interval at 95 %, which stays within 0 and 1 and is
 * sound for small numbers too (E. B. Wilson, JASA 22, 1927).
 */
public record Accuracy(int correct, int total) {
    /** The normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    public Accuracy {
        if (total < 1 || correct < 0 || correct > total) {
            throw new IllegalArgumentException(correct + " of " + total);
        }
    }

    /** How many predictions equal their labels. */
    public static Accuracy of(int[] predictions, int[] labels) {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(predictions.length + " predictions, " + labels.length + " labels");
        }
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += predictions[i] == labels[i] ? 1 : 0;
        }
        return new Accuracy(correct, labels.length);
    }

    /** The share of correct ones, from 0 to 1. */
    public double share() {
        return (double) correct / total;
    }

    /** The lower end of the 95 % interval. */
    public double lower() {
        return correct == 0 ? 0 : Math.max(0, center() - halfWidth());
    }

    /** The upper end of the 95 % interval. */
    public double upper() {
        return correct == total ? 1 : Math.min(1, center() + halfWidth());
    }

    private double center() {
        return (correct + Z * Z / 2) / (total + Z * Z);
    }

    private double halfWidth() {
        double p = share();
        return Z / (total + Z * Z) * Math.sqrt(p * (1 - p) * total + Z * Z / 4);
    }

    /** For people: {@code 97.70 % (9770 of 10000, 95 % interval 97.39 to 97.98)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%d of %d, 95 %% interval %.2f to %.2f)",
                100 * share(),
                correct,
                total,
                100 * lower(),
                100 * upper());
    }
}
