/**
 * The pass that works on whole regions of a graph at once to save transpositions, and its rules: how a node computes the same on transposed data.
 * Start with {@link dev.espquant.optimizer.passes.layout.CancelTransposes}.
 */
@NullMarked
package dev.espquant.optimizer.passes.layout;

import org.jspecify.annotations.NullMarked;
