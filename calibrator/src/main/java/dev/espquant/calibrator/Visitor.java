package dev.espquant.calibrator;

/** What one thread does with the values that pass by on a {@link Walk}. */
interface Visitor {
    /** Takes in some elements of a value; all are finite. */
    void piece(String value, Observation piece);

    /** Takes in the largest element that a value had in some samples. */
    default void maximum(String value, float maximum) {
        throw new UnsupportedOperationException("no maxima were asked for");
    }
}
