package dev.espquant.calibrator.exponent;

import java.util.OptionalInt;

/** What calibration found out about single values, each seen on its own. */
public interface Demands {

    /** The exponent that suits a model input; empty if any does. */
    OptionalInt input(String value);

    /** The exponent that suits a measured value (see {@link ExponentSolver#measured}) by the calibration method; empty if any does. */
    OptionalInt measured(String value);

    /** The smallest exponent at which nothing of a value saturates; asked where an activation throws everything away. Empty if any suits. */
    OptionalInt wholeRange(String value);

    /** The smallest exponent at which nothing of a constant saturates. */
    OptionalInt constant(String value);
}
