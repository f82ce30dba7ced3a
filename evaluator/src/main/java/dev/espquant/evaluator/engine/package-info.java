/**
 * Integer primitives on batches of images in NHWC order, for every generation of ESP-DL: what a layer computes is described by data
 * ({@link dev.espquant.evaluator.engine.ConvLayer}: geometry, weights, {@link dev.espquant.evaluator.engine.Accumulator}, {@link
 * dev.espquant.evaluator.engine.Epilogue}) and computed by a {@link dev.espquant.evaluator.engine.LayerKernel}. Bodies that are written plainly are the
 * specification; faster ones give the same integers.
 *
 * <p>Nothing here knows graphs, ONNX attributes or chips. Start with {@link dev.espquant.evaluator.engine.Engine}.
 */
@NullMarked
package dev.espquant.evaluator.engine;

import org.jspecify.annotations.NullMarked;
