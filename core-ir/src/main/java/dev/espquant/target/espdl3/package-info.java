/**
 * What ESP-DL 3.x is on every chip: the records of its arithmetic ({@link dev.espquant.target.espdl3.EspDl3Arithmetic}), the limits that its
 * runtime sets ({@link dev.espquant.target.espdl3.EspDl3}), and its operators with their conditions and exponent rules
 * ({@link dev.espquant.target.espdl3.EspDl3Operators}). The numbers of a chip are stated by the target modules. Start with
 * {@link dev.espquant.target.espdl3.EspDl3}.
 */
@NullMarked
package dev.espquant.target.espdl3;

import org.jspecify.annotations.NullMarked;
