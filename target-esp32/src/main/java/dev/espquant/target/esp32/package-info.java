/**
 * ESP32, ESP32-S2 and ESP32-C3, and under ESP-DL 3.x also ESP32-C2, ESP32-C5 and ESP32-C6: chips on which ESP-DL runs its plain C kernels. One
 * filter layout, one arithmetic, six names. Start with {@link dev.espquant.target.esp32.PlainC}, which says what is known of them and what is
 * assumed.
 */
@NullMarked
package dev.espquant.target.esp32;

import org.jspecify.annotations.NullMarked;
