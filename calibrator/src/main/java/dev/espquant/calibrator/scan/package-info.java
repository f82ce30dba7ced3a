/**
 * The inner loops of calibration: over a piece of a value, find its range, its outliers, the bins that it falls into.
 * {@link dev.espquant.calibrator.scan.Scans} has them in plain loops, which are the specification; {@code simd} has bodies in vector
 * instructions with the same results, bit by bit. {@link dev.espquant.calibrator.scan.Scans#best()} is what the Java runtime can run.
 *
 * <p>What is counted, and why, is in {@link dev.espquant.calibrator.observer}.
 */
@NullMarked
package dev.espquant.calibrator.scan;

import org.jspecify.annotations.NullMarked;
