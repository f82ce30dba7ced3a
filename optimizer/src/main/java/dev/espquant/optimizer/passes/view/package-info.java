/**
 * The pass that shortens chains of nodes which only move data, and the algebra behind it: what such a chain makes is a view of the tensor that it
 * starts from, a size and a distance per axis. Start with {@link dev.espquant.optimizer.passes.view.FuseDataMovement}.
 */
@NullMarked
package dev.espquant.optimizer.passes.view;

import org.jspecify.annotations.NullMarked;
