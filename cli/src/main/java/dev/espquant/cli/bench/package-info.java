/**
 * What {@code espquant bench} measures: one model as ONNX Runtime computes it, in floating point and in its own integers, and as the simulator
 * does. Start with {@link dev.espquant.cli.bench.Contenders}; {@link dev.espquant.cli.bench.QuantizedPair} makes the integers where the user has
 * none. {@link dev.espquant.evaluator.speed.Race} holds the clock.
 */
@NullMarked
package dev.espquant.cli.bench;

import org.jspecify.annotations.NullMarked;
