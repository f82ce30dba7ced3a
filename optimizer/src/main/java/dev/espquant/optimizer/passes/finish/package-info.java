/** Passes that tidy up at the end. */
@NullMarked
package dev.espquant.optimizer.passes.finish;

import org.jspecify.annotations.NullMarked;
