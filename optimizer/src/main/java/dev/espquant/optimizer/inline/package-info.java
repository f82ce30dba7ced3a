/**
 * Puts the nodes of one graph into another: the body of a function where it is called, the branch of an {@code If} that is taken. Start with
 * {@link dev.espquant.optimizer.inline.Splice}; {@link dev.espquant.optimizer.inline.Renaming} keeps the names apart.
 */
@NullMarked
package dev.espquant.optimizer.inline;

import org.jspecify.annotations.NullMarked;
