/**
 * Measures how fast several implementations compute the same images: they take turns in one process, so that whatever disturbs the machine
 * disturbs all of them. Start with {@link dev.espquant.evaluator.speed.Race}. What takes part is the caller's affair.
 */
@NullMarked
package dev.espquant.evaluator.speed;

import org.jspecify.annotations.NullMarked;
