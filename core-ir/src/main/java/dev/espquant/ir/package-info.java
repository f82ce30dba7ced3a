/**
 * The graph that every tool works on: {@link dev.espquant.ir.Model} holds a {@link dev.espquant.ir.Graph} of
 * {@link dev.espquant.ir.Node}s, constants ({@link dev.espquant.ir.Tensor}) and typed values. Everything is immutable.
 *
 * <p>Start with {@link dev.espquant.ir.Graph}. Reading and writing ONNX files is in {@code dev.espquant.ir.onnx}, shape inference in
 * {@code dev.espquant.ir.shape}. Nothing here knows quantization or chips.
 */
@NullMarked
package dev.espquant.ir;

import org.jspecify.annotations.NullMarked;
