/** ESP32-P4 and ESP32-S31 as facts, which they share: {@link dev.espquant.target.esp32p4.WideVectors}. ESP-DL 3.x only. */
@NullMarked
package dev.espquant.target.esp32p4;

import org.jspecify.annotations.NullMarked;
