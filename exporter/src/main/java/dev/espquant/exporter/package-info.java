/** Writes quantized models in the forms that ESP-DL reads. */
@NullMarked
package dev.espquant.exporter;

import org.jspecify.annotations.NullMarked;
