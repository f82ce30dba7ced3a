package dev.espquant.evaluator.espdl;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlTensor;

/**
 * A computed array beside the one that a file expects.
 *
 * @param value its name
 * @param type what was computed
 * @param elements how many were compared
 * @param mismatches how many differ: integers at all, real numbers by more than {@link #REAL_TOLERANCE}
 * @param largestDifference the largest difference
 */
public record TestComparison(String value, String type, int elements, int mismatches, double largestDifference) {
    /** What the runtime's own test lets pass where values are real numbers. */
    public static final double REAL_TOLERANCE = 2e-5;

    /**
     * Compares.
     *
     * @throws GraphException if the arrays differ in type or size, so that nothing can be compared
     */
    static TestComparison of(EspdlTensor expected, EspdlArray actual) {
        EspdlArray wanted = EspdlArray.of(expected);
        if (wanted.type() != actual.type() || wanted.count() != actual.count()) {
            throw GraphException.because("the embedded test expects " + wanted + ", the graph makes " + actual)
                    .value(expected.name())
                    .fix("the file's test values belong to another graph: export it again")
                    .build();
        }
        int mismatches = 0;
        double largest = 0;
        for (int i = 0; i < wanted.count(); i++) {
            double difference = wanted.isReal()
                    ? Math.abs((double) wanted.real(i) - actual.real(i))
                    : Math.abs((double) wanted.integer(i) - actual.integer(i));
            boolean differs = !(difference <= (wanted.isReal() ? REAL_TOLERANCE : 0));
            mismatches += differs ? 1 : 0;
            largest = Math.max(largest, difference);
        }
        return new TestComparison(expected.name(), actual.toString(), wanted.count(), mismatches, largest);
    }

    public boolean isEqual() {
        return mismatches == 0;
    }
}
