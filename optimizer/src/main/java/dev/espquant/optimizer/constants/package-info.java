/**
 * Computes single operators of constant inputs, for passes that fold constants. {@link dev.espquant.optimizer.constants.ConstantOperators} is the
 * table of what is computed here; a {@link dev.espquant.optimizer.constants.NodeEvaluator} from outside may know more.
 *
 * <p>Real results are computed in double precision by {@link StrictMath} and rounded once: they are the same on every machine.
 */
@NullMarked
package dev.espquant.optimizer.constants;

import org.jspecify.annotations.NullMarked;
