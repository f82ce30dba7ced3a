/**
 * Format {@code qdq}: a standard ONNX model that says with QuantizeLinear and DequantizeLinear where integers flow. ONNX Runtime runs it with its
 * integer kernels, other tools read the scales from it. Start with {@link dev.espquant.exporter.qdq.QdqModel}.
 *
 * <p>It describes the same integers as the other formats, not the same arithmetic: ONNX rounds half to even where a chip rounds down, adds biases
 * before it rounds, and has 32 bits for every sum. Results are close, not equal; only a simulator of the chip is exact.
 */
@NullMarked
package dev.espquant.exporter.qdq;

import org.jspecify.annotations.NullMarked;
