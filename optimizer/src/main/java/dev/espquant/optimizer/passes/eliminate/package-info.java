/** Passes that remove nodes and constants without effect. */
@NullMarked
package dev.espquant.optimizer.passes.eliminate;

import org.jspecify.annotations.NullMarked;
