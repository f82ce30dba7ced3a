/**
 * Whether two float models compute the same: both run side by side in ONNX Runtime on random inputs. Start at
 * {@link dev.espquant.evaluator.equivalence.EquivalenceCheck}.
 *
 * <p>What integers a chip computes is not compared here; that is {@link dev.espquant.evaluator.Evaluator}'s.
 */
@NullMarked
package dev.espquant.evaluator.equivalence;

import org.jspecify.annotations.NullMarked;
