/**
 * What ESP-DL 1.x is on every chip: its operators and their conditions ({@link dev.espquant.target.espdl1.EspDl1Operators}) and the arithmetic
 * that its chips share ({@link dev.espquant.target.espdl1.EspDl1}). What differs from chip to chip, accumulators and filter layout, is stated
 * by the target modules. Start with {@link dev.espquant.target.espdl1.EspDl1}.
 */
@NullMarked
package dev.espquant.target.espdl1;

import org.jspecify.annotations.NullMarked;
