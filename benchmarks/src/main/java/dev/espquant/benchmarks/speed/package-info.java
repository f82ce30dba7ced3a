/**
 * Fills the tables of {@code docs/performance.md}: {@link dev.espquant.benchmarks.speed.PerformanceTable}. What ratios are made of is measured in turns
 * in one process; what the machine could do at most is measured in the same run.
 */
@NullMarked
package dev.espquant.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
