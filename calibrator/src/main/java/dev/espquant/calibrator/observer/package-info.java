/**
 * The calibration methods that come with the toolkit, each a plugin: {@link dev.espquant.calibrator.observer.MinMaxFactory} and
 * {@link dev.espquant.calibrator.observer.EntropyFactory}. Start with the former for the shape of an observer and with
 * {@link dev.espquant.calibrator.observer.EntropySearch} for the arithmetic of the latter. What becomes of the estimates is not here.
 */
@NullMarked
package dev.espquant.calibrator.observer;

import org.jspecify.annotations.NullMarked;
