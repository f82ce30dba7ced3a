/** Finds the exponent of every tensor from calibration samples. */
@NullMarked
package dev.espquant.calibrator;

import org.jspecify.annotations.NullMarked;
