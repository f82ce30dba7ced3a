/**
 * What espquant costs and what it reaches: JMH benchmarks, and the program that fills the tables of {@code docs/accuracy.md}.
 *
 * <p>A class {@code ...Benchmark} answers one question about time; it checks its result in {@code @Setup}, before anything is timed, against code
 * that is too simple to be wrong. {@link dev.espquant.benchmarks.AccuracyTable} answers the question about accuracy. Nothing here is
 * used by any other module.
 */
@NullMarked
package dev.espquant.benchmarks;

import org.jspecify.annotations.NullMarked;
