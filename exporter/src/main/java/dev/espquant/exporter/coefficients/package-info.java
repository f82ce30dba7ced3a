/**
 * Format {@code coefficients}: weights, biases and activations as C++ constants for ESP-DL 1.x, byte for byte what Espressif's own tool writes
 * (checked on its exports for four chips), and sound where that tool fails. Start with
 * {@link dev.espquant.exporter.coefficients.Coefficients}, which finds what is to be written; {@code *Section} classes know the text of one
 * kind of constant, {@link dev.espquant.exporter.coefficients.FilterPacker} the order of a filter's elements in the chip's memory.
 */
@NullMarked
package dev.espquant.exporter.coefficients;

import org.jspecify.annotations.NullMarked;
