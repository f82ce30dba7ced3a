/**
 * What {@code espquant demo} works on: images of digits that this project draws itself, and a small network trained on such images.
 *
 * <p>Here are the deterministic image generator ({@link dev.espquant.cli.demo.DigitGenerator}) and the fixed choice of images
 * and model that the demonstration uses ({@link dev.espquant.cli.demo.DemoData}, the place to start reading). Not here: the
 * training of the model, which is the package {@code dev.espquant.examples.trainer} of the examples, and the command itself.
 *
 * <p>Every byte that comes out of this package is the same on every JDK, processor and operating system: the random numbers
 * are {@link dev.espquant.cli.demo.SplitMix64}, trigonometry goes through {@link StrictMath}, and everything else is IEEE 754
 * arithmetic, which Java evaluates strictly since version 17.
 */
@NullMarked
package dev.espquant.cli.demo;

import org.jspecify.annotations.NullMarked;
