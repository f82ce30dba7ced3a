package dev.espquant.evaluator.table;

/** What the numbers in a foreign table mean. */
public enum ScaleConvention {
    /** {@code 2^exponent}: what Espressif's calibrator writes. */
    SCALE("2^exponent"),
    /** {@code 2^-exponent}: what older versions wrote. */
    INVERSE_SCALE("2^-exponent"),
    /** The exponent itself. */
    EXPONENT("the exponent itself");

    private final String meaning;

    ScaleConvention(String meaning) {
        this.meaning = meaning;
    }

    /** In words, for messages. */
    public String meaning() {
        return meaning;
    }
}
