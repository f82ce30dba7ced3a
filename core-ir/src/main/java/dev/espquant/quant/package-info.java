/**
 * Integers and what they mean: {@link dev.espquant.quant.QuantizationTable} (exponents by tensor),
 * {@link dev.espquant.quant.QuantizationParameters}, rounding, and {@link dev.espquant.quant.QuantizedGraph}, which
 * {@link dev.espquant.quant.Quantizer} makes of a model, a table and a target.
 *
 * <p>How exponents are found is the calibrator's business, how integers are computed with the evaluator's.
 */
@NullMarked
package dev.espquant.quant;

import org.jspecify.annotations.NullMarked;
