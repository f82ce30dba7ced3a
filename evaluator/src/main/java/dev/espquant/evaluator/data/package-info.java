/**
 * Arrays and samples: NumPy's {@code .npy} and {@code .npz} files, read without taking them into memory and written with the same bytes
 * every time, and {@link dev.espquant.evaluator.data.SampleSource}, which feeds a model with them, batch by batch.
 *
 * <p>Start with {@link dev.espquant.evaluator.data.NpySampleSource}. Running models and judging results is not here.
 */
@NullMarked
package dev.espquant.evaluator.data;

import org.jspecify.annotations.NullMarked;
