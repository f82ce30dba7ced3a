package dev.espquant.evaluator.equivalence;

/** A changed model does not compute what the original computes. Whoever changed it is at fault, not the model. */
public final class NotEquivalentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EquivalenceReport report;

    NotEquivalentException(String changedBy, EquivalenceReport report) {
        super(changedBy + " changes what the model computes: " + report.summary());
        this.report = report;
    }

    /** What was found. */
    public EquivalenceReport report() {
        return report;
    }
}
