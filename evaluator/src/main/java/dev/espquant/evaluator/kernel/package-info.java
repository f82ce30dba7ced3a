/**
 * Exact integer arithmetic, operator by operator: {@link dev.espquant.evaluator.kernel.OperatorKernel} is the service provider interface, the
 * other public classes are the reference kernels of ESP-DL 1.x, written to be read. Every number that differs between chips comes from
 * {@link dev.espquant.target.Arithmetic}; what no measurement settles is in {@link dev.espquant.evaluator.kernel.EspDl1Assumptions}.
 *
 * <p>Start with {@link dev.espquant.evaluator.kernel.OperatorKernel}, then {@link dev.espquant.evaluator.kernel.ConvKernel}.
 */
@NullMarked
package dev.espquant.evaluator.kernel;

import org.jspecify.annotations.NullMarked;
