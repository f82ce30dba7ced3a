/**
 * The trainer of the small digit classifier that {@code espquant demo} quantizes: plain Java, no library, one thread.
 *
 * <p>Start with {@link dev.espquant.examples.trainer.TrainDigits} (the command), then {@link
 * dev.espquant.examples.trainer.DigitNetwork} (the architecture) and {@link dev.espquant.examples.trainer.Trainer} (the
 * loop). A {@link dev.espquant.examples.trainer.Layer} is an ONNX operator that can learn: it computes forwards, takes
 * gradients backwards, and knows the operator that it is exported as. The images come from {@code dev.espquant.cli.demo}.
 *
 * <p>It is written to be read and to be repeatable, not to be fast: the same run gives the same bytes on every machine. It has
 * what this one network needs and is no general framework: stride 1, "same" padding, square odd kernels.
 */
@NullMarked
package dev.espquant.examples.trainer;

import org.jspecify.annotations.NullMarked;
