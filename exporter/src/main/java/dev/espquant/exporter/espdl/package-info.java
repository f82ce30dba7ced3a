/**
 * The format {@code espdl}: the file that ESP-DL 3.x loads, and a text that says what is in it. What the file holds is made by
 * {@link dev.espquant.lowering.Lowering}, its bytes by {@link dev.espquant.ir.espdl.EspdlWriter}; here are only the exporter
 * ({@link dev.espquant.exporter.espdl.EspdlExporter}), the test values that it embeds, and the text.
 */
@NullMarked
package dev.espquant.exporter.espdl;

import org.jspecify.annotations.NullMarked;
