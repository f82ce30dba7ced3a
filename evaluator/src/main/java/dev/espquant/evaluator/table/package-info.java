/**
 * Quantization tables as files: our own readable form ({@link dev.espquant.evaluator.table.TableJson}) and the two that Espressif's users
 * have, a pickled dictionary of scales ({@link dev.espquant.evaluator.table.TablePickle}) and the same as JSON
 * ({@link dev.espquant.evaluator.table.ScaleJson}).
 *
 * <p>Start with {@link dev.espquant.evaluator.table.TableJson}. How exponents are found is not here.
 */
@NullMarked
package dev.espquant.evaluator.table;

import org.jspecify.annotations.NullMarked;
