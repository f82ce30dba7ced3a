/**
 * From a quantized ONNX graph to the graph that ESP-DL 3.x runs: operators by the runtime's names and attributes, its memory layouts, its blocked
 * filters, conversions between exponents where two operators do not agree. {@link dev.espquant.lowering.Lowering} is the entry; each of the steps that
 * it names is a class, and {@link dev.espquant.lowering.Draft} is what they hand on. Nothing is computed here: the result is what an exporter
 * writes and what a simulator runs, so that the two cannot differ.
 *
 * <p>Sources: "ESP-DL master of July 2026" and "ESP-PPQ 1.3.5" as read, and vectors made with the vendor's kernels, where a rule says so.
 */
@NullMarked
package dev.espquant.lowering;

import org.jspecify.annotations.NullMarked;
