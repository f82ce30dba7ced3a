/**
 * Exponents of constants by rules that do not follow from a target's operators. Start, and end, with
 * {@link dev.espquant.calibrator.parameter.ParameterRule}: {@code PERCENTILE.exponent(values, bits)} for a tensor with one exponent,
 * {@code MIN_MAX.exponent(values, from, to, bits)} channel by channel. The exponents of ESP-DL 1.x constants are in
 * {@link dev.espquant.calibrator.exponent}.
 */
@NullMarked
package dev.espquant.calibrator.parameter;

import org.jspecify.annotations.NullMarked;
