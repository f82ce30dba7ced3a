/**
 * One class per family of operators of ESP-DL 3.x, in the runtime's layout: {@link dev.espquant.evaluator.espdl.kernel.ConvKernel} and its
 * arithmetic {@code LayerRule}, pools, element by element, tables, reductions, and copies ({@code Movement}). The plain loops here are the
 * specification. What no vector settles is in {@link dev.espquant.evaluator.espdl.EspdlAssumptions}.
 */
@NullMarked
package dev.espquant.evaluator.espdl.kernel;

import org.jspecify.annotations.NullMarked;
