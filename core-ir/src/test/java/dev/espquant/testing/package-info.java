/**
 * Helpers for the tests of all modules: {@link dev.espquant.testing.Graphs} builds small models, {@link dev.espquant.testing.GraphAssert}
 * checks graphs, {@link dev.espquant.testing.SharedData} finds golden vectors and models that are too large for this repository.
 */
@NullMarked
package dev.espquant.testing;

import org.jspecify.annotations.NullMarked;
