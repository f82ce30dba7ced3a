/**
 * Calibration: a float model and some samples of its input become a {@link dev.espquant.quant.QuantizationTable}. Start with
 * {@link dev.espquant.calibrator.Calibrator}.
 *
 * <p>Here are the walk over the samples and the service provider interface of observers ({@link dev.espquant.calibrator.Observer}), which say
 * how far the values of one tensor reach. The observers themselves are in {@code observer}; how exponents follow from what they say, and from
 * the operators that share exponents, is in {@code exponent}. Integers are made elsewhere ({@link dev.espquant.quant.Quantizer}).
 */
@NullMarked
package dev.espquant.calibrator;

import org.jspecify.annotations.NullMarked;
