/**
 * The loops of {@link dev.espquant.calibrator.scan.Scans} in vector instructions. Compiled with the incubating module
 * {@code jdk.incubator.vector}, and loaded by name only where the Java runtime was started with it; nothing refers to this package.
 */
@NullMarked
package dev.espquant.calibrator.scan.simd;

import org.jspecify.annotations.NullMarked;
