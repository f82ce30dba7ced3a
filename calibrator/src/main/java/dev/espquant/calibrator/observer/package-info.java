/**
 * The calibration methods that come with the toolkit, each a plugin: a factory (start with
 * {@link dev.espquant.calibrator.observer.MinMaxFactory} for its shape), observers for its passes, and its arithmetic in a class of its own.
 *
 * <table>
 * <caption>methods</caption>
 * <tr><th>name</th><th>widths</th><th>passes</th><th>whose rule</th></tr>
 * <tr><td>{@code minmax}</td><td>int8, int16</td><td>the range</td><td>ESP-DL 1.x</td></tr>
 * <tr><td>{@code entropy}</td><td>int8</td><td>the range; {@code EqualWidthHistogram}, searched by {@code EntropySearch}</td><td>ESP-DL 1.x</td></tr>
 * <tr><td>{@code kl}</td><td>int8, int16</td><td>the range; {@code MagnitudeHistogram}, searched by {@code KlSearch}</td><td>ESP-PPQ, activations</td></tr>
 * <tr><td>{@code percentile}</td><td>int8</td><td>a histogram over float patterns</td><td>ours: 99.99 % of the values fit</td></tr>
 * </table>
 *
 * <p>All are run by name: {@code CalibrationOptions.withMethod("kl")}, or one tensor at a time through
 * {@link dev.espquant.calibrator.ObserverFactory#create}. What becomes of the estimates is not here; ESP-PPQ's rule for constants is in
 * {@link dev.espquant.calibrator.parameter}.
 */
@NullMarked
package dev.espquant.calibrator.observer;

import org.jspecify.annotations.NullMarked;
