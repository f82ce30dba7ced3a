package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import dev.espquant.quant.QuantizationTable;

/**
 * What a calibration found.
 *
 * @param table the exponents
 * @param warnings what the user should know about them, in the order of the table: methods that did not apply, tensors that are all zero,
 *     values that saturate
 */
public record CalibrationReport(QuantizationTable table, ImmutableList<String> warnings) {}
