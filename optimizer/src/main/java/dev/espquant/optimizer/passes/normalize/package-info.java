/** Passes that bring graphs of different exporters into one form, and that compute what is constant. */
@NullMarked
package dev.espquant.optimizer.passes.normalize;

import org.jspecify.annotations.NullMarked;
