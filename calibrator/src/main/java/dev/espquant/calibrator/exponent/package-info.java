/**
 * From what tensors need to what they get: operators tie the exponents of values together by declared rules
 * ({@link dev.espquant.target.ExponentRule}), and {@link dev.espquant.calibrator.exponent.ExponentSolver} finds exponents that respect them all.
 * Start there. Exponents of weights and biases follow from those of the values: {@link dev.espquant.calibrator.exponent.ConstantExponents}.
 *
 * <p>How a tensor's own need is measured is not here but with the observers.
 */
@NullMarked
package dev.espquant.calibrator.exponent;

import org.jspecify.annotations.NullMarked;
