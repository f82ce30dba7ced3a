/**
 * Bodies of the engine's primitives in vector instructions. Compiled with the incubating module {@code jdk.incubator.vector}, and loaded by name
 * only where the Java runtime has it ({@code --add-modules jdk.incubator.vector}); nothing refers to this package. Each body gives the integers of
 * its plain counterpart, bit by bit.
 *
 * <p>Start with {@link dev.espquant.evaluator.engine.simd.VectorBodies}.
 */
@NullMarked
package dev.espquant.evaluator.engine.simd;

import org.jspecify.annotations.NullMarked;
