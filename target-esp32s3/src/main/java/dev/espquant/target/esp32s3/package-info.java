/** ESP32-S3 as facts: {@link dev.espquant.target.esp32s3.Esp32S3}. */
@NullMarked
package dev.espquant.target.esp32s3;

import org.jspecify.annotations.NullMarked;
