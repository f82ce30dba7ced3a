/**
 * Finding code in vector instructions at run time: {@link dev.espquant.evaluator.vector.VectorLoader}. Java's vector module is incubating, so
 * nothing may refer to classes that need it by anything but their names. The classes themselves are in the {@code simd} packages beside the
 * plain ones that they stand in for.
 */
@NullMarked
package dev.espquant.evaluator.vector;

import org.jspecify.annotations.NullMarked;
