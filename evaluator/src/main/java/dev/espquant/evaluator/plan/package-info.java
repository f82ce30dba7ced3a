/**
 * A quantized graph compiled for the engine: which kernel computes each node on a batch of images, in which order of elements its values lie, which
 * of them share memory, which activations disappear in the layer before.
 *
 * <p>Start with {@link dev.espquant.evaluator.plan.ExecutionPlan}. What operators compute is in {@link dev.espquant.evaluator.kernel}, how fast in
 * {@link dev.espquant.evaluator.engine}.
 */
@NullMarked
package dev.espquant.evaluator.plan;

import org.jspecify.annotations.NullMarked;
