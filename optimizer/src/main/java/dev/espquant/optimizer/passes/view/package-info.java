/**
 * The passes for nodes that only move data, and the algebra behind them: what a chain of such nodes makes is a view of the tensor that it
 * starts from, a size and a distance per axis. Start with {@link dev.espquant.optimizer.passes.view.FuseDataMovement}.
 */
@NullMarked
package dev.espquant.optimizer.passes.view;

import org.jspecify.annotations.NullMarked;
