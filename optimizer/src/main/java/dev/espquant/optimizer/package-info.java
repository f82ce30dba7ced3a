/**
 * Rewrites a model's graph into an equivalent one of fewer and simpler operators.
 *
 * <p>Start with {@link dev.espquant.optimizer.Optimizer}, the entry point, and {@link dev.espquant.optimizer.GraphPass}, what a rewrite is.
 * {@link dev.espquant.optimizer.PassPipeline} decides the order. The passes themselves are in the packages under {@code passes}, sorted by
 * family; the helper that most of them are written with is {@code dev.espquant.optimizer.rewrite}.
 *
 * <p>Nothing here runs a model: whether a result is equivalent is checked by whoever has an executor, through
 * {@link dev.espquant.optimizer.PassListener}.
 */
@NullMarked
package dev.espquant.optimizer;

import org.jspecify.annotations.NullMarked;
