/**
 * Passes that bring a model into the form that all other passes know: functions put in place, old operator sets lifted to one. They run first
 * ({@code Phase.IMPORT}). {@link dev.espquant.optimizer.passes.lift.LiftOpset} is the pass, {@code LiftRules} the table of what it changes.
 */
@NullMarked
package dev.espquant.optimizer.passes.lift;

import org.jspecify.annotations.NullMarked;
