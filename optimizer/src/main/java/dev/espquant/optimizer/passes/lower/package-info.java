/** Passes that take operators apart which a chip does not run. They make graphs larger, so they act only for such a chip or by name. */
@NullMarked
package dev.espquant.optimizer.passes.lower;

import org.jspecify.annotations.NullMarked;
