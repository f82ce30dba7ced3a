/** Passes that make the model as a whole what the others expect: constants in one place, a batch of any size, shapes known. */
@NullMarked
package dev.espquant.optimizer.passes.prepare;

import org.jspecify.annotations.NullMarked;
