/** Passes that make one operator of several. */
@NullMarked
package dev.espquant.optimizer.passes.fuse;

import org.jspecify.annotations.NullMarked;
