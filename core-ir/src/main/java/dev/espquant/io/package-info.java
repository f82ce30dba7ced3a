/** Writing files whole or not at all. Formats are elsewhere; start with {@link dev.espquant.io.AtomicFiles}. */
@NullMarked
package dev.espquant.io;

import org.jspecify.annotations.NullMarked;
