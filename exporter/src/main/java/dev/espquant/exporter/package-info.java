/**
 * Writes quantized models in the forms that a chip's software reads. Here is the service provider interface,
 * {@link dev.espquant.exporter.Exporter}, its discovery and what a caller asks for; each format is a package of its own:
 * {@link dev.espquant.exporter.coefficients}, {@link dev.espquant.exporter.model}, {@link dev.espquant.exporter.qdq}. Nothing here quantizes: exporters take the integers as
 * {@link dev.espquant.quant.QuantizedGraph} has them.
 */
@NullMarked
package dev.espquant.exporter;

import org.jspecify.annotations.NullMarked;
